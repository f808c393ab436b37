#include "widgets/catalog/list/coursespage.h"

#include "models/catalog/import/importoutcome.h"
#include "models/catalog/import/importplanmodel.h"
#include "models/catalog/outline/outlinecommands.h"
#include "widgets/catalog/editor/courseeditor.h"
#include "widgets/catalog/editor/outlineview.h"
#include "widgets/catalog/editor/unsavedquestion.h"
#include "widgets/catalog/import/importchoice.h"
#include "widgets/catalog/import/importsheet.h"
#include "widgets/catalog/list/catalogstyle.h"
#include "widgets/catalog/list/courselistpane.h"
#include "widgets/catalog/list/removals.h"
#include "widgets/catalog/publish/publishsheet.h"
#include "widgets/common/controls/facelayout.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/errortext.h"

#include <QFileInfo>
#include <QListView>
#include <QSettings>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int LeavePatience = 3000;  // ms: a network that swallows requests must not hold anybody in a course
}  // namespace

CoursesPage::CoursesPage(api::ApiClient &api, api::EventStream &events, QWidget *parent)
    : ui::Page(parent), m_api(api), m_courses(api), m_categories(api), m_posters(api), m_open(api, events),
      m_stack(new ui::FaceLayout(this)), m_list(new CourseListPane(m_courses, m_posters, this)),
      m_editor(new CourseEditor(m_open, m_categories, m_posters, this)), m_toasts(new ui::ToastHost(this)),
      m_removals(new Removals(m_courses, *m_list, *m_toasts, this))
{
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_editor);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(300);
    connect(&m_refresh, &QTimer::timeout, &m_courses, &CourseListModel::refresh);
    connect(&events, &api::EventStream::changed, this, [this](const QString &type, qint64) {
        // Hidden behind the editor the list is fetched when it comes back.
        if ((type == u"catalog.course" || type == u"media.asset") && m_courses.isLoaded() &&
            m_stack->currentWidget() == m_list)
            m_refresh.start();
    });
    connect(&events, &api::EventStream::resumed, this, [this] { m_refresh.start(); });
    connect(&api, &api::ApiClient::connectionChanged, this, [this] {
        m_reopened = false;
        m_removals->forget();
        m_stack->setCurrentWidget(m_list);
        if (m_api.isConnected() && isVisible())
            activated();
    });
    m_askBeforeLosing = [this](const Error &why) {
        UnsavedQuestion question(m_open.document().courseFields().title, why, this);
        return question.exec() == QDialog::Accepted;
    };
    connectList();
    connectEditor();
}

CoursesPage::~CoursesPage()
{
    // Unsaved edits go to the journal, and the parts go before the models they look at.
    m_open.close();
    delete m_editor;
    delete m_list;
}

void CoursesPage::connectList()
{
    connect(m_list, &CourseListPane::newRequested, this, &CoursesPage::newCourse);
    connect(m_list, &CourseListPane::openRequested, this, &CoursesPage::openCourse);
    connect(m_list, &CourseListPane::removeRequested, m_removals, &Removals::remove);
    connect(m_list, &CourseListPane::restoreRequested, m_removals, &Removals::restore);
    connect(m_removals, &Removals::openRequested, this, &CoursesPage::openCourse);
    connect(m_removals, &Removals::failed, this, &CoursesPage::sayError);
    connect(m_list, &CourseListPane::filesDropped, this, &CoursesPage::importIntoNew);
    connect(m_list, &CourseListPane::importRequested, this,
            [this](bool folder) { importIntoNew(chooseImport(this, folder)); });
    connect(m_list, &CourseListPane::demoRequested, this, &CoursesPage::demoRequested);
    connect(&m_courses, &CourseListModel::loaded, this, [this] {
        reopenLast();
        Q_EMIT loaded();
    });
}

void CoursesPage::connectEditor()
{
    connect(m_editor, &CourseEditor::backRequested, this, &CoursesPage::showList);
    connect(m_editor, &CourseEditor::publishRequested, this, &CoursesPage::publish);
    connect(m_editor, &CourseEditor::filesDropped, this, &CoursesPage::importIntoOpen);
    connect(m_editor, &CourseEditor::importRequested, this, [this](bool folder) {
        importIntoOpen(chooseImport(this, folder), folder ? NodeKey() : m_editor->chapterInHand(), -1);
    });
    connect(m_editor, &CourseEditor::mediaRequested, this, &CoursesPage::chooseMedia);
    connect(m_editor, &CourseEditor::previewRequested, this, &CoursesPage::preview);
    connect(&m_open, &OpenCourse::opened, this, [this] {
        QSettings().setValue(openKey(), m_open.id().value);
        m_stack->setCurrentWidget(m_editor);
        m_editor->focusOutline();
        Q_EMIT loaded();
    });
    connect(&m_open, &OpenCourse::failed, this, [this](const Error &error) {
        m_stack->setCurrentWidget(m_list);
        sayError(error);
        Q_EMIT loaded();
    });
    connect(&m_open, &OpenCourse::publishedByItself, this,
            [this](int edition) { m_toasts->say(tr("Edition %1 is out.").arg(edition)); });
    connect(&m_open, &OpenCourse::publishStopped, this,
            [this] { m_toasts->say(tr("The videos are ready, but something else stands in the way of publishing.")); });
    connect(&m_open, &OpenCourse::infoChanged, this, [this] {
        if (m_open.isOpen())
            m_courses.update(m_open.info());
    });
}

void CoursesPage::activated()
{
    if (!m_api.isConnected())
        return;
    m_courses.refresh();
    m_categories.refresh();
}

void CoursesPage::deactivated()
{
    m_open.saver().saveNow();
}

bool CoursesPage::isLoaded() const
{
    return m_courses.isLoaded() && !m_courses.isLoading() && (!m_open.id().isValid() || m_open.isOpen());
}

QStringList CoursesPage::views() const
{
    return m_courses.liveCount() > 0 ? QStringList{u"editor"_s} : QStringList();
}

void CoursesPage::showView(const QString &view)
{
    if (view.isEmpty()) {
        showList();
        return;
    }
    for (int row = 0; row < m_courses.rowCount(); ++row) {
        const CourseId id(m_courses.index(row).data(CourseListModel::IdRole).toLongLong());
        if (m_courses.course(id)->state == CourseState::Deleted)
            continue;
        openCourse(id);
        return;
    }
}

void CoursesPage::setDemoOffered(bool offered)
{
    m_list->setDemoOffered(offered);
}

void CoursesPage::setImportAllowed(bool allowed)
{
    m_importAllowed = allowed;
    m_list->setImportAllowed(allowed);
    m_editor->setImportAllowed(allowed);
}

void CoursesPage::setSchool(const QString &key, const QString &journalFolder)
{
    m_school = key;
    m_open.setJournal(OutlineJournal(journalFolder, key));
    m_editor->setSchool(key);
}

QString CoursesPage::openKey() const
{
    return u"courses/%1/open"_s.arg(m_school);
}

bool CoursesPage::hasUnsaved() const
{
    return m_open.hasUnsaved() || m_open.saver().state() != OutlineSaver::State::Saved;
}

void CoursesPage::saveNow()
{
    m_open.saver().saveNow();
}

bool CoursesPage::mayLeave()
{
    ui::finishTyping(m_editor);
    if (!m_open.isOpen() || !hasUnsaved() || m_open.saver().keep())
        return true;
    return m_askBeforeLosing(*m_open.saver().unkept());
}

void CoursesPage::retranslate()
{
    m_list->retranslate();
    m_editor->retranslate();
}

void CoursesPage::sayError(const Error &error)
{
    const ui::ErrorWords words = ui::describe(error);
    m_toasts->say(words.next.isEmpty() ? words.what : words.what + u' ' + words.next);
}

/// What was open when the program ended is open again; once per connection, and only if it is still there.
void CoursesPage::reopenLast()
{
    if (std::exchange(m_reopened, true))
        return;
    const CourseId last(QSettings().value(openKey()).toLongLong());
    const CourseInfo *course = m_courses.course(last);
    if (course && course->state != CourseState::Deleted)
        openCourse(last);
    offerUnsaved();
}

/// Edits that were kept when a course had to be left unsaved go on when it is opened: nobody should have to guess that.
void CoursesPage::offerUnsaved()
{
    for (const CourseId id : m_open.journal().courses()) {
        const CourseInfo *course = m_courses.course(id);
        if (!course || course->state == CourseState::Deleted || id == m_open.id())
            continue;
        m_toasts->offer(tr("“%1” has changes that are not saved yet.").arg(course->fields.title), tr("Open"),
                        [this, id] { openCourse(id); });
        return;
    }
}

void CoursesPage::openCourse(CourseId id)
{
    const CourseInfo *course = m_courses.course(id);
    if (course && course->state == CourseState::Deleted) {
        m_toasts->offer(tr("This course is in the trash."), tr("Restore"), [this, id] { m_removals->restore(id); });
        return;
    }
    m_open.open(id);
}

void CoursesPage::openThen(CourseId id, std::function<void()> then)
{
    openCourse(id);
    auto *once = new QObject(this);
    connect(&m_open, &OpenCourse::failed, once, &QObject::deleteLater);
    connect(&m_open, &OpenCourse::opened, once, [this, once, id, then = std::move(then)] {
        once->deleteLater();
        disconnect(&m_open, nullptr, once, nullptr);
        if (m_open.id() == id)
            then();
    });
}

/// The last edits wait for quiet before they are sent; leaving does not lose them, it sends them.
void CoursesPage::showList()
{
    using State = OutlineSaver::State;
    ui::finishTyping(m_editor);
    const auto gone = std::make_shared<bool>(false);
    const auto leave = [this, gone] {
        if (std::exchange(*gone, true) || !mayLeave())
            return;
        const bool stored = !hasUnsaved();
        leaveCourse();
        if (!stored)
            offerUnsaved();
    };
    const State state = m_open.saver().state();
    if (!m_open.isOpen() || state == State::Offline || state == State::Conflict || state == State::Refused)
        return leave();  // in the journal
    m_open.whenSaved(this, [leave, gone](const Result<void> &saved) {
        if (!saved && saved.error().code == ErrorCode::Cancelled)
            *gone = true;  // it has been closed by something else; what comes next is not ours to leave
        leave();
    });
    QTimer::singleShot(LeavePatience, this, leave);
}

void CoursesPage::leaveCourse()
{
    const CourseId id = m_open.id();
    m_open.close();
    QSettings().remove(openKey());
    m_courses.refresh();
    m_stack->setCurrentWidget(m_list);
    m_list->select(id);
    m_list->view()->setFocus();
}

void CoursesPage::newCourse()
{
    CourseFields fields;
    fields.title = tr("New course");
    m_courses.create(fields, this, [this](const Result<CourseInfo> &made) {
        if (!made)
            return sayError(made.error());
        openThen(made->id, [this] { m_editor->editCourse(); });  // "New course" is nobody's title
    });
}

void CoursesPage::importIntoNew(const QList<QUrl> &dropped)
{
    if (dropped.isEmpty())
        return;
    auto *sheet = new ImportSheet(m_api, {}, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->setModal(true);
    connect(sheet, &QDialog::accepted, this, [this, sheet] {
        CourseFields fields;
        fields.title = sheet->courseTitle().isEmpty() ? tr("New course") : sheet->courseTitle();
        // The sheet is gone before the course is there: its outcome is kept.
        auto outcome = std::make_shared<ImportPlanModel>();
        outcome->setPlan(sheet->model().plan());
        m_courses.create(fields, this, [this, outcome](const Result<CourseInfo> &made) {
            if (!made)
                return sayError(made.error());
            openThen(made->id, [this, outcome] { take(*outcome, {}, -1); });
        });
    });
    sheet->load(dropped, {});
    sheet->open();
}

void CoursesPage::importIntoOpen(const QList<QUrl> &dropped, NodeKey chapter, int row)
{
    if (dropped.isEmpty() || !m_open.isOpen() || !m_importAllowed)
        return;
    auto *sheet = new ImportSheet(m_api, m_open.document().courseFields().title, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->setModal(true);
    connect(sheet, &QDialog::accepted, this, [this, sheet, chapter, row] { take(sheet->model(), chapter, row); });
    sheet->load(dropped, presentFiles(m_open));
    sheet->open();
}

void CoursesPage::take(const ImportPlanModel &imported, NodeKey chapter, int row)
{
    if (const std::vector<NodeKey> added = addImported(m_open, imported, chapter, row); !added.empty())
        m_editor->outline()->selectKeys(added);
}

void CoursesPage::chooseMedia(const std::vector<NodeKey> &lessons)
{
    if (lessons.size() != 1)
        return;
    const QString path = chooseVideo(this);
    if (path.isEmpty())
        return;
    const NodeKey key = lessons.front();
    m_toasts->say(tr("Importing %1…").arg(QFileInfo(path).fileName()));
    m_api.post(u"/api/media/import"_s, {{u"path"_s, path}}, this, [this, key, path](const api::Answer &answer) {
        if (!answer)
            return sayError(answer.error());
        m_toasts->dismiss();
        if (!m_open.isOpen() || !m_open.document().contains(key))
            return;
        m_open.push(new EditFieldsCommand(m_open.document(), {key}, tr("file"), [&](EditFieldsCommand::Fields &fields) {
            fields.lesson.asset = AssetId((*answer)[u"asset_id"].toInteger());
            fields.lesson.duration = 0;  // told with the outline, once the server has looked at it
            fields.media = LessonMedia{(*answer)[u"status"].toString(), 0, {}, {}, {}, QFileInfo(path).fileName(),
                                       QFileInfo(path).size()};
        }));
    });
}

void CoursesPage::preview(NodeKey lesson)
{
    const Node &node = m_open.document().node(lesson);
    if (node.id == 0)
        return;
    m_api.get(u"/api/videos/%1/play"_s.arg(node.id), this, [this, title = node.title()](const api::Answer &answer) {
        if (!answer)
            return sayError(answer.error());
        Q_EMIT openPreview(m_api.resolve((*answer)[u"video_url"].toString()).toString(), title);
    });
}

void CoursesPage::publish()
{
    auto *sheet = new PublishSheet(m_open, m_api, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->setModal(true);
    connect(sheet, &PublishSheet::jumpRequested, m_editor, &CourseEditor::jumpTo);
    sheet->open();
}

}  // namespace catalog
