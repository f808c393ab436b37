#pragma once

#include "models/catalog/list/courselistmodel.h"

#include <QWidget>

class QComboBox;
class QListView;
class QPushButton;
class QStackedLayout;

namespace media {
class PosterCache;
}
namespace ui {
class EmptyState;
class NotLoaded;
class ErrorBanner;
class PageHeader;
class SearchField;
class Segmented;
}  // namespace ui

namespace catalog {

class ImportMenu;

/// The list of courses with search, filter and order; a school without any greets with the large drop target (UX First
/// run). Says what is wanted; the page does it. Filter and order are remembered. What is handed in outlives it.
/// Thread: GUI.
class CourseListPane : public QWidget
{
    Q_OBJECT
public:
    CourseListPane(CourseListModel &courses, media::PosterCache &posters, QWidget *parent);

    void setDemoOffered(bool offered);    ///< the greeting of a school without courses has the way to the demo school
    void setImportAllowed(bool allowed);  ///< only of files on the computer that runs the school
    void retranslate();
    void select(CourseId id);
    CourseId current() const;  ///< none: nothing is selected
    QListView *view() { return m_view; }

Q_SIGNALS:
    void newRequested();
    void openRequested(CourseId id);
    void removeRequested(CourseId id);
    void restoreRequested(CourseId id);
    void filesDropped(const QList<QUrl> &files);
    void importRequested(bool folder);
    void demoRequested();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildTools();
    void fillOrders();
    void greet();
    void showWhatThereIs();
    void openMenu(const QPoint &at);
    void remember() const;
    void recall();

    CourseListModel &m_courses;
    CourseFilterModel m_filter;
    ui::PageHeader *m_header;
    QPushButton *m_new;
    QPushButton *m_import;
    ImportMenu *m_importMenu;
    ui::SearchField *m_search;
    ui::Segmented *m_show;
    QComboBox *m_order;
    QWidget *m_tools = nullptr;
    ui::ErrorBanner *m_error;
    QListView *m_view;
    ui::EmptyState *m_firstRun;
    ui::EmptyState *m_nothing;
    ui::NotLoaded *m_notLoaded;
    QWidget *m_body;
    QStackedLayout *m_stack;
    bool m_demoOffered = false;
    bool m_importAllowed = true;
};

}  // namespace catalog
