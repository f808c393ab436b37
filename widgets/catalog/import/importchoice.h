#pragma once

#include <QList>
#include <QMenu>
#include <QUrl>

namespace catalog {

/// What can be imported, as a menu: the systems' dialogs choose either files or a folder, so people say which before.
/// Thread: GUI.
class ImportMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ImportMenu(QWidget *parent);
    void retranslate();
    void popupBelow(QWidget *button);

Q_SIGNALS:
    void chosen(bool folder);

private:
    QAction *m_files;
    QAction *m_folder;
};

/// Asks which; remembers where. Empty: nothing was chosen.
QList<QUrl> chooseImport(QWidget *parent, bool folder);
/// One video, for a lesson. Empty: none.
QString chooseVideo(QWidget *parent);

}  // namespace catalog
