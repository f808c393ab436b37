#pragma once

#include <QFrame>

class QUndoStack;

namespace catalog {

/// The list of everything done to the open course; choosing an entry goes back (or forward) to it. Closes itself.
/// Thread: GUI.
class HistoryPopup : public QFrame
{
    Q_OBJECT
public:
    HistoryPopup(QUndoStack &stack, QWidget *parent);
    void showBelow(QWidget *anchor);
};

}  // namespace catalog
