#pragma once

#include "models/catalog/outline/opencourse.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedLayout;

namespace media {
class PosterCache;
}
namespace ui {
class EmptyState;
class ErrorBanner;
class ToastHost;
}  // namespace ui

namespace catalog {

class CategoryModel;
class EditorHeader;
class ImportMenu;
class Inspector;
class OutlineActions;
class OutlineView;

/// The open course: header, outline on the left, inspector on the right. Thread: GUI.
class CourseEditor : public QWidget
{
    Q_OBJECT
public:
    CourseEditor(OpenCourse &course, CategoryModel &categories, media::PosterCache &posters, QWidget *parent);

    OutlineView *outline() { return m_view; }
    void retranslate();
    /// Into the outline, or onto what an empty course offers instead.
    void focusOutline();
    /// Selects the node (none: the course) and puts the cursor where the check can be mended, else into the outline.
    void jumpTo(NodeKey key, const QString &check);
    /// What is remembered (selection, open chapters) is kept apart for each school.
    void setSchool(const QString &key) { m_school = key; }
    void setImportAllowed(bool allowed);
    /// The chapter that is selected, or a lesson of it is: where new lessons are expected. None: nothing is selected.
    NodeKey chapterInHand() const;
    /// The course's own fields, with the cursor in the first one: its title.
    void editCourse();

Q_SIGNALS:
    void backRequested();
    void publishRequested();
    void filesDropped(const QList<QUrl> &files, catalog::NodeKey chapter, int row);
    void importRequested(bool folder);
    void mediaRequested(const std::vector<catalog::NodeKey> &lessons);
    void previewRequested(catalog::NodeKey lesson);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void showCourse();
    QWidget *buildOutline(media::PosterCache &posters);
    void orderTabs();
    void connectParts();
    void showWhatThereIs();
    void showSummary();
    void openMenu(const QPoint &global);
    void resolveConflict();
    void showTrash();
    void unpublish();
    void remember();
    void recall();
    QString settingsKey() const;

    OpenCourse &m_course;
    OutlineView *m_view = nullptr;
    OutlineActions *m_actions = nullptr;
    EditorHeader *m_header = nullptr;
    Inspector *m_inspector = nullptr;
    ui::EmptyState *m_empty = nullptr;
    ui::ErrorBanner *m_error = nullptr;
    ui::ToastHost *m_toasts = nullptr;
    QStackedLayout *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    QPushButton *m_addLesson = nullptr;
    QPushButton *m_addChapter = nullptr;
    QPushButton *m_import = nullptr;
    ImportMenu *m_importMenu = nullptr;
    QLabel *m_summary = nullptr;
    QTimer m_summaryLater;
    bool m_importAllowed = true;
    QString m_school = QStringLiteral("own");
    bool m_recalled = false;
};

}  // namespace catalog
