#pragma once

#include "models/catalog/outline/opencourse.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace ui {
class ElidedLabel;
class StatusChip;
}  // namespace ui

namespace catalog {

class OutlineActions;

/// The head of the editor: back, title, state, what the saver is doing, undo and redo with their history, publish.
/// Thread: GUI.
class EditorHeader : public QWidget
{
    Q_OBJECT
public:
    EditorHeader(OpenCourse &course, OutlineActions &actions, QWidget *parent);
    void retranslate();
    QPushButton *lastButton() const { return m_publish; }  ///< what Tab leaves last

Q_SIGNALS:
    void backRequested();
    void detailsRequested();  ///< the course's own texts and price
    void publishRequested();
    void unpublishRequested();
    void conflictRequested();
    void trashRequested();

private:
    void build(OutlineActions &actions);
    void refreshCourse();
    void refreshSaver();
    void showHistory();

    OpenCourse &m_course;
    QToolButton *m_back;
    ui::ElidedLabel *m_title;
    QPushButton *m_details;
    ui::StatusChip *m_state;
    ui::StatusChip *m_saving;
    QPushButton *m_resolve;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QToolButton *m_history;
    QToolButton *m_trash;
    QToolButton *m_more;
    QPushButton *m_publish;
    QAction *m_unpublish;
};

}  // namespace catalog
