#pragma once

#include "models/api/eventstream.h"
#include "models/catalog/list/categorymodel.h"
#include "models/catalog/list/courselistmodel.h"
#include "models/catalog/outline/opencourse.h"
#include "models/media/postercache.h"
#include "widgets/common/controls/page.h"

#include <QTimer>

#include <functional>

class QStackedLayout;

namespace ui {
class ToastHost;
}

namespace catalog {

class CourseEditor;
class CourseListPane;
class ImportPlanModel;
class Removals;

/// Courses: the list, and the editor of the one that is open. Brings together what the two ask for: new, delete with
/// undo, import, publish, preview. Thread: GUI.
class CoursesPage : public ui::Page
{
    Q_OBJECT
public:
    CoursesPage(api::ApiClient &api, api::EventStream &events, QWidget *parent);
    ~CoursesPage() override;

    QString pageId() const override { return QStringLiteral("courses"); }
    QString title() const override { return tr("Courses"); }
    QString iconName() const override { return QStringLiteral("courses"); }
    void activated() override;
    void deactivated() override;
    bool isLoaded() const override;
    QStringList views() const override;
    void showView(const QString &view) override;

    /// Offers the demo school on an empty school's first page; off by default.
    void setDemoOffered(bool offered);
    /// Files can be imported only where the backend can read them: on the machine it runs on (API §2). Off: no import
    /// is shown.
    void setImportAllowed(bool allowed);
    /// Whether this account may make categories.
    void setCategoriesEditable(bool editable) { m_categories.setEditable(editable); }
    /// Which school the next connection shows: `key` (letters and digits) keeps what is remembered of it apart from
    /// others', unsaved edits go to `journalFolder`.
    void setSchool(const QString &key, const QString &journalFolder);
    /// Something of the open course is not stored yet: worth a second before the program ends.
    bool hasUnsaved() const;
    void saveNow();
    /// Asked before the open course is left for good (window closed, another school, back to the list). What is unsaved
    /// is kept on this computer if possible; where it isn't, people are asked. False: stay.
    bool mayLeave();
    /// Replaces the question (tests).
    void setAskBeforeLosing(std::function<bool(const Error &why)> ask) { m_askBeforeLosing = std::move(ask); }

    void openCourse(CourseId id);
    void showList();
    CourseListModel &courses() { return m_courses; }
    OpenCourse &open() { return m_open; }
    CourseEditor *editor() { return m_editor; }
    CourseListPane *list() { return m_list; }

Q_SIGNALS:
    void demoRequested();
    void openPreview(const QString &localPathOrUrl, const QString &title);

protected:
    void retranslate() override;

private:
    void connectList();
    void connectEditor();
    /// For this course alone: when it can't be opened, the next one to open is not meant.
    void openThen(CourseId id, std::function<void()> then);
    void newCourse();
    void importIntoNew(const QList<QUrl> &dropped);
    void importIntoOpen(const QList<QUrl> &dropped, NodeKey chapter, int row);
    void take(const ImportPlanModel &imported, NodeKey chapter, int row);
    void chooseMedia(const std::vector<NodeKey> &lessons);
    void preview(NodeKey lesson);
    void publish();
    QString openKey() const;
    void offerUnsaved();
    void leaveCourse();
    void reopenLast();
    void sayError(const Error &error);

    api::ApiClient &m_api;
    CourseListModel m_courses;
    CategoryModel m_categories;
    media::PosterCache m_posters;
    OpenCourse m_open;
    QTimer m_refresh;
    QStackedLayout *m_stack;
    CourseListPane *m_list;
    CourseEditor *m_editor;
    ui::ToastHost *m_toasts;
    Removals *m_removals;
    std::function<bool(const Error &)> m_askBeforeLosing;
    QString m_school = QStringLiteral("own");
    bool m_importAllowed = true;
    bool m_reopened = false;
};

}  // namespace catalog
