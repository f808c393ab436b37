#include "widgets/catalog/editor/editorheader.h"

#include "widgets/catalog/editor/historypopup.h"
#include "widgets/catalog/editor/outlineactions.h"
#include "widgets/catalog/editor/savewords.h"
#include "widgets/catalog/list/catalogstyle.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace catalog {

EditorHeader::EditorHeader(OpenCourse &course, OutlineActions &actions, QWidget *parent)
    : QWidget(parent), m_course(course), m_back(ui::iconButton(u"chevron-left"_s, this)),
      m_title(new ui::ElidedLabel(this)), m_details(ui::button(this)), m_state(new ui::StatusChip(this)),
      m_saving(new ui::StatusChip(this)), m_resolve(ui::button(this)), m_undo(ui::iconButton(u"undo"_s, this)),
      m_redo(ui::iconButton(u"redo"_s, this)), m_history(ui::iconButton(u"history"_s, this)),
      m_trash(ui::iconButton(u"trash"_s, this)), m_more(ui::iconButton(u"more"_s, this)),
      m_publish(ui::primaryButton(this)), m_unpublish(new QAction(this))
{
    build(actions);
    connect(m_back, &QToolButton::clicked, this, &EditorHeader::backRequested);
    connect(m_details, &QPushButton::clicked, this, &EditorHeader::detailsRequested);
    connect(m_publish, &QPushButton::clicked, this, &EditorHeader::publishRequested);
    connect(m_unpublish, &QAction::triggered, this, &EditorHeader::unpublishRequested);
    connect(m_resolve, &QPushButton::clicked, this, &EditorHeader::conflictRequested);
    connect(m_history, &QToolButton::clicked, this, &EditorHeader::showHistory);
    connect(m_trash, &QToolButton::clicked, this, &EditorHeader::trashRequested);
    connect(&course, &OpenCourse::infoChanged, this, &EditorHeader::refreshCourse);
    connect(&course, &OpenCourse::opened, this, &EditorHeader::refreshCourse);
    connect(&course.document(), &OutlineDocument::changed, this, [this](NodeKey key) {
        if (!key.isValid())
            refreshCourse();
    });
    connect(&course.saver(), &OutlineSaver::stateChanged, this, &EditorHeader::refreshSaver);
    retranslate();
}

void EditorHeader::build(OutlineActions &actions)
{
    ui::setTextStyle(m_title, ui::Text::Title);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // gives way before the chips do
    m_publish->setIcon(ui::icon(u"publish"_s, ui::Tint::OnAccent));
    const std::pair<QToolButton *, QAction *> bound[] = {{m_undo, actions.undo()}, {m_redo, actions.redo()}};
    for (const auto &pair : bound) {
        QToolButton *button = pair.first;
        QAction *action = pair.second;
        const auto follow = [button, action] {
            button->setEnabled(action->isEnabled());
            ui::setName(button, action->text(), action->shortcut().toString(QKeySequence::NativeText));
        };
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, follow);
        follow();
    }
    auto *menu = new QMenu(m_more);
    menu->addAction(m_unpublish);
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(ui::metrics::Gap, 12, ui::metrics::Gap, 12);
    row->setSpacing(ui::metrics::Grid);
    row->addWidget(m_back);
    row->addWidget(m_title, 1);
    row->addWidget(m_details);
    row->addSpacing(ui::metrics::Grid);
    row->addWidget(m_state);
    row->addSpacing(ui::metrics::Grid);
    row->addWidget(m_saving);
    row->addWidget(m_resolve);
    row->addSpacing(ui::metrics::Grid);
    for (QToolButton *button : {m_undo, m_redo, m_history, m_trash, m_more})
        row->addWidget(button);
    row->addSpacing(ui::metrics::Grid);
    row->addWidget(m_publish);
}

void EditorHeader::refreshCourse()
{
    const CourseInfo &info = m_course.info();
    const QString &title = m_course.document().courseFields().title;
    m_title->setText(title.isEmpty() ? CatalogStyle::untitled() : title);
    const StateStyle look = CatalogStyle::courseState(info.state, info.edition);
    if (!info.publishWait)
        m_state->set(look.status, look.text);
    else if (info.publishWait->isStopped)
        m_state->set(ui::Status::Warning, tr("Could not be published"));
    else
        m_state->set(ui::Status::Busy, tr("Publishes when ready"));
    m_unpublish->setEnabled(info.state == CourseState::Published || info.state == CourseState::Changed);
}

void EditorHeader::refreshSaver()
{
    const OutlineSaver &saver = m_course.saver();
    m_resolve->setVisible(saver.state() == OutlineSaver::State::Conflict);
    const SaveWords words = SaveWords::of(saver.state(), saver.error(), saver.unkept());
    m_saving->set(words.status, words.text);
    m_saving->setToolTip(words.tip);
    m_saving->setAccessibleName(words.text);
    m_saving->setAccessibleDescription(words.tip);
}

void EditorHeader::showHistory()
{
    auto *popup = new HistoryPopup(m_course.stack(), this);
    popup->showBelow(m_history);
}

void EditorHeader::retranslate()
{
    ui::setName(m_back, tr("Back to the courses"),
                QKeySequence(Qt::ALT | Qt::Key_Left).toString(QKeySequence::NativeText));
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    ui::setName(m_history, tr("History"));
    ui::setName(m_trash, tr("Trash of this course"));
    ui::setName(m_more, tr("More"));
    m_unpublish->setText(tr("Unpublish"));
    m_publish->setText(tr("Publish…"));
    m_details->setText(tr("Texts and price"));
    m_details->setToolTip(tr("Title, description, category and price of the course"));
    m_resolve->setText(tr("Resolve…"));
    refreshCourse();
    refreshSaver();
}

}  // namespace catalog
