#include "widgets/catalog/editor/courseeditor.h"

#include "widgets/catalog/editor/conflictdialog.h"
#include "widgets/catalog/editor/editorheader.h"
#include "widgets/catalog/editor/outlineactions.h"
#include "widgets/catalog/editor/outlineview.h"
#include "widgets/catalog/editor/trashdialog.h"
#include "widgets/catalog/forms/inspector.h"
#include "widgets/catalog/import/importchoice.h"
#include "widgets/catalog/list/catalogstyle.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/facelayout.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace catalog {

CourseEditor::CourseEditor(OpenCourse &course, CategoryModel &categories, media::PosterCache &posters, QWidget *parent)
    : QWidget(parent), m_course(course)
{
    setAcceptDrops(true);
    QWidget *outline = buildOutline(posters);
    m_actions = new OutlineActions(course, *m_view, this);
    m_header = new EditorHeader(course, *m_actions, this);
    m_inspector = new Inspector(course, categories, this);
    m_inspector->setMinimumWidth(280);
    m_error = new ui::ErrorBanner(this);
    m_error->setRetryVisible(false);
    m_toasts = new ui::ToastHost(this);
    m_splitter = new QSplitter(this);
    m_splitter->addWidget(outline);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setCollapsible(0, false);
    m_splitter->setSizes({900, ui::metrics::Inspector});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(ui::rule(this));
    column->addWidget(m_error);
    column->addWidget(m_splitter, 1);
    orderTabs();
    connectParts();
    retranslate();
}

/// Tab goes as the eye does: header, tools, outline, inspector.
void CourseEditor::orderTabs()
{
    QWidget *before = m_header->lastButton();
    QList<QWidget *> outline{m_addLesson, m_addChapter, m_import, m_view};
    for (QPushButton *button : m_empty->findChildren<QPushButton *>())
        outline << button;
    for (QWidget *next : outline) {
        setTabOrder(before, next);
        before = next;
    }
}

QWidget *CourseEditor::buildOutline(media::PosterCache &posters)
{
    auto *pane = new QWidget(this);
    m_view = new OutlineView(posters, pane);
    m_view->setOutline(&m_course.model());
    m_empty = new ui::EmptyState(u"import"_s, pane);
    m_empty->setDropTarget(true);
    m_empty->setContextMenuPolicy(Qt::CustomContextMenu);
    m_addLesson = ui::button(pane);
    m_addLesson->setIcon(ui::icon(u"plus"_s));
    m_addChapter = ui::button(pane);
    m_addChapter->setIcon(ui::icon(u"chapter"_s));
    m_import = ui::button(pane);
    m_import->setIcon(ui::icon(u"import"_s));
    m_importMenu = new ImportMenu(this);
    m_import->setMenu(m_importMenu);
    m_summary = ui::label(pane, true);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(ui::metrics::Gap, ui::metrics::Grid, ui::metrics::Gap, ui::metrics::Grid);
    tools->setSpacing(ui::metrics::Grid);
    tools->addWidget(m_addLesson);
    tools->addWidget(m_addChapter);
    tools->addWidget(m_import);
    tools->addStretch(1);
    tools->addWidget(m_summary);
    auto *body = new QWidget(pane);
    m_stack = new ui::FaceLayout(body);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(body, 1);
    return pane;
}

void CourseEditor::connectParts()
{
    connect(m_header, &EditorHeader::backRequested, this, &CourseEditor::backRequested);
    connect(m_header, &EditorHeader::detailsRequested, this, &CourseEditor::editCourse);
    connect(m_header, &EditorHeader::publishRequested, this, &CourseEditor::publishRequested);
    connect(m_header, &EditorHeader::unpublishRequested, this, &CourseEditor::unpublish);
    connect(m_header, &EditorHeader::conflictRequested, this, &CourseEditor::resolveConflict);
    connect(m_header, &EditorHeader::trashRequested, this, &CourseEditor::showTrash);
    connect(m_view, &OutlineView::selectionMoved, this, [this] { m_inspector->setSelection(m_view->selectedKeys()); });
    connect(m_view, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { openMenu(m_view->viewport()->mapToGlobal(at)); });
    connect(m_empty, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { openMenu(m_empty->mapToGlobal(at)); });
    connect(m_inspector, &Inspector::mediaRequested, this, &CourseEditor::mediaRequested);
    connect(m_inspector, &Inspector::previewRequested, this, &CourseEditor::previewRequested);
    connect(&m_course.model(), &OutlineModel::filesDropped, this, &CourseEditor::filesDropped);
    connect(m_addLesson, &QPushButton::clicked, m_actions->addLesson(), &QAction::trigger);
    connect(m_addChapter, &QPushButton::clicked, m_actions->addChapter(), &QAction::trigger);
    connect(m_importMenu, &ImportMenu::chosen, this, &CourseEditor::importRequested);
    connect(m_empty, &ui::EmptyState::primary, this,
            [this] { m_importMenu->popupBelow(m_empty->findChild<QPushButton *>()); });
    connect(m_empty, &ui::EmptyState::secondary, m_actions->addLesson(), &QAction::trigger);
    connect(&m_course, &OpenCourse::opened, this, [this] {
        recall();
        showWhatThereIs();
    });
    m_summaryLater.setSingleShot(true);
    connect(&m_summaryLater, &QTimer::timeout, this, &CourseEditor::showSummary);
    connect(&m_course.document(), &OutlineDocument::edited, this, &CourseEditor::showWhatThereIs);
    connect(&m_course.document(), &OutlineDocument::changed, this, &CourseEditor::showWhatThereIs);
    connect(&m_course.document(), &OutlineDocument::wasReset, this, &CourseEditor::showWhatThereIs);
    connect(&m_course, &OpenCourse::aboutToClose, this, &CourseEditor::remember);
    connect(&m_course, &OpenCourse::closed, this, [this] { m_recalled = false; });
    connect(&m_course.document(), &OutlineDocument::aboutToReset, this, &CourseEditor::remember);
    connect(&m_course, &OpenCourse::journalApplied, this, [this](Millis written) {
        m_toasts->say(tr("Unsaved changes of %1 were brought back.").arg(ui::formatDateTime(written)));
    });
    connect(&m_course, &OpenCourse::fieldsChangedElsewhere, this,
            [this] { m_toasts->say(tr("This course was changed elsewhere; you see the newest version.")); });
    connect(&m_course, &OpenCourse::changedElsewhere, this, [this] {
        recall();
        m_toasts->say(tr("This course was changed elsewhere; you see the newest version."));
    });
}

void CourseEditor::retranslate()
{
    m_addLesson->setText(tr("Lesson"));
    m_addChapter->setText(tr("Chapter"));
    m_import->setText(tr("Import…"));
    m_importMenu->retranslate();
    m_addLesson->setAccessibleName(tr("Add lesson"));
    m_addChapter->setAccessibleName(tr("Add chapter"));
    m_import->setAccessibleName(tr("Import files or a folder"));
    ui::setName(m_view, tr("Outline"));
    if (m_importAllowed) {
        m_empty->setTexts(tr("Drop videos or a folder here"), tr("Folders become chapters, files become lessons."));
        m_empty->setPrimary(tr("Choose files or a folder…"));
    } else {
        m_empty->setTexts(tr("An empty course"),
                          tr("Chapters hold lessons; the first lesson brings its chapter along."));
        m_empty->setPrimary({});
    }
    m_empty->setSecondary(tr("Start with an empty lesson"));
    m_actions->retranslate();
    m_header->retranslate();
    m_inspector->retranslate();
    showWhatThereIs();
}

void CourseEditor::setImportAllowed(bool allowed)
{
    m_importAllowed = allowed;
    setAcceptDrops(allowed);
    m_empty->setDropTarget(allowed);
    m_inspector->setImportAllowed(allowed);
    retranslate();
}

void CourseEditor::showWhatThereIs()
{
    OutlineDocument &document = m_course.document();
    const bool empty = document.children(NodeKey()).empty();
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_view);
    m_addChapter->setVisible(!empty);
    m_addLesson->setVisible(!empty);
    m_import->setVisible(!empty && m_importAllowed);
    if (!m_summaryLater.isActive())
        m_summaryLater.start(0);
}

void CourseEditor::showSummary()
{
    OutlineDocument &document = m_course.document();
    Millis duration = 0;
    int lessons = 0;
    for (NodeKey chapter : document.children(NodeKey())) {
        for (NodeKey lesson : document.children(chapter)) {
            duration += document.node(lesson).lesson.duration;
            ++lessons;
        }
    }
    QString summary = CatalogStyle::lessons(lessons);
    if (duration > 0)
        summary += u"  ·  "_s + ui::formatDuration(duration);
    m_summary->setText(lessons == 0 ? QString() : summary);
}

void CourseEditor::jumpTo(NodeKey key, const QString &check)
{
    if (key.isValid())
        m_view->selectKeys({key});
    else
        showCourse();
    if (!m_inspector->focusFor(check))
        focusOutline();
}

void CourseEditor::focusOutline()
{
    if (m_stack->currentWidget() == m_view)
        m_view->setFocus();
    else
        m_empty->findChild<QPushButton *>()->setFocus();
}

void CourseEditor::openMenu(const QPoint &global)
{
    QMenu menu(this);
    m_actions->fill(menu);
    menu.exec(global);
}

void CourseEditor::resolveConflict()
{
    ConflictDialog dialog(m_course.document().toOutline(), m_course.saver().theirs(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    if (dialog.choice() == ConflictDialog::Choice::Mine)
        m_course.saver().keepMine();
    else
        m_course.saver().takeTheirs();
    recall();
}

void CourseEditor::showTrash()
{
    m_course.trash().fetch(this, [this](const Result<std::vector<NodeDraft>> &trash) {
        if (!trash) {
            m_error->setError(trash.error());
            return;
        }
        m_error->clear();
        TrashDialog dialog(*trash, this);
        if (dialog.exec() != QDialog::Accepted)
            return;
        m_view->selectKeys(m_course.trash().restore(dialog.chosen()));
        m_view->setFocus();
    });
}

NodeKey CourseEditor::chapterInHand() const
{
    const std::vector<NodeKey> selected = m_view->selectedKeys();
    if (selected.empty())
        return {};
    const Node &last = m_course.document().node(selected.back());
    return last.kind == NodeKind::Chapter ? selected.back() : last.parent;
}

void CourseEditor::unpublish()
{
    m_course.unpublish(this, [this](const Result<void> &done) {
        if (done)
            m_toasts->say(tr("Learners can't see the course any more. Publish it to bring it back."));
        else
            m_error->setError(done.error());
    });
}

QString CourseEditor::settingsKey() const
{
    return u"courses/%1/outline/%2"_s.arg(m_school).arg(m_course.id().value);
}

/// The course's own fields are in the inspector whenever no row is selected.
void CourseEditor::showCourse()
{
    m_view->clearSelection();
    m_view->setCurrentIndex({});
    m_inspector->setSelection({});
}

void CourseEditor::editCourse()
{
    showCourse();
    m_inspector->focusFirst();
}

void CourseEditor::remember()
{
    // Before it was recalled, what the view shows is not yet this course.
    if (!m_course.isOpen() || !m_recalled)
        return;
    QSettings settings;
    QVariantList collapsed;
    for (NodeKey key : m_view->collapsedChapters())
        collapsed << m_course.document().node(key).id;
    settings.setValue(settingsKey() + u"/collapsed"_s, collapsed);
    const Node &current = m_course.document().node(m_view->currentKey());
    settings.setValue(settingsKey() + u"/lesson"_s, current.kind == NodeKind::Lesson ? current.id : 0);
    settings.setValue(settingsKey() + u"/chapter"_s, current.kind == NodeKind::Chapter ? current.id : 0);
    settings.setValue(u"courses/editorSplitter"_s, m_splitter->saveState());
}

void CourseEditor::recall()
{
    m_recalled = true;
    const QSettings settings;
    std::vector<NodeKey> collapsed;
    for (const QVariant &id : settings.value(settingsKey() + u"/collapsed"_s).toList())
        collapsed.push_back(m_course.document().chapterKey(ChapterId(id.toLongLong())));
    const NodeKey lesson =
            m_course.document().lessonKey(LessonId(settings.value(settingsKey() + u"/lesson"_s).toLongLong()));
    const NodeKey chapter =
            m_course.document().chapterKey(ChapterId(settings.value(settingsKey() + u"/chapter"_s).toLongLong()));
    if (lesson.isValid() || chapter.isValid())
        m_view->selectKeys({lesson.isValid() ? lesson : chapter});
    m_view->collapseChapters(collapsed);  // last: selecting a lesson opens its chapter
    if (settings.contains(u"courses/editorSplitter"_s))
        m_splitter->restoreState(settings.value(u"courses/editorSplitter"_s).toByteArray());
}

void CourseEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void CourseEditor::dropEvent(QDropEvent *event)
{
    Q_EMIT filesDropped(event->mimeData()->urls(), {}, -1);
}

}  // namespace catalog
