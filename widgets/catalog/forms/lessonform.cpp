#include "widgets/catalog/forms/lessonform.h"

#include "models/catalog/outline/outlinecommands.h"
#include "models/domain/text.h"
#include "widgets/catalog/list/catalogstyle.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/icons.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int FirstTrial = 120;  // s, offered when somebody ticks "trial"

/// Never longer than half of what is there: a trial longer than its lesson can't be published.
int firstTrial(Millis duration)
{
    return duration > 0 ? std::clamp(int(duration / 2000), 1, FirstTrial) : FirstTrial;
}

/// The longest trial that all of the lessons can have, in s.
int longestTrial(std::optional<Millis> duration)
{
    return duration && *duration >= 1000 ? std::min(MaxTrialSeconds, int(*duration / 1000)) : MaxTrialSeconds;
}
}  // namespace

LessonForm::LessonForm(OpenCourse &course, QWidget *parent)
    : FormColumn(parent), m_course(course), m_heading(heading()), m_title(new TextField(this)),
      m_titleCaption(addField(m_title)), m_kind(new ChoiceField(this)), m_kindCaption(addField(m_kind)),
      m_media(new QWidget(this)), m_content(new LongTextField(MaxContent, this)), m_contentCaption(nullptr),
      m_free(new CheckField(this)), m_trial(new CheckField(this)), m_trialSeconds(new DurationField(this)),
      m_trialCaption(nullptr), m_price(new PriceField(this)), m_priceCaption(nullptr)
{
    setObjectName(u"lessonForm"_s);
    m_title->setMaxLength(MaxTitle);
    m_content->setMinimumHeight(200);
    buildMedia();
    addPlain(m_media);
    m_contentCaption = addField(m_content);
    addRule();
    addPlain(m_free);
    addPlain(m_trial);
    m_trialCaption = addField(m_trialSeconds);
    m_priceCaption = addField(m_price);
    finish();
    connectFields();
    retranslate();
}

void LessonForm::buildMedia()
{
    auto *column = new QVBoxLayout(m_media);
    column->setContentsMargins(0, 0, 0, ui::metrics::Grid);
    column->setSpacing(ui::metrics::Half);
    m_file = new ui::ElidedLabel(m_media, Qt::ElideMiddle);
    m_state = new ui::StatusChip(m_media);
    m_failure = ui::label(m_media, true);
    m_failure->setWordWrap(true);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_choose = ui::button(m_media);
    m_choose->setIcon(ui::icon(u"file"_s));
    m_preview = ui::button(m_media);
    m_preview->setIcon(ui::icon(u"play"_s));
    m_again = ui::button(m_media);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_choose);
    buttons->addWidget(m_preview);
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    column->addWidget(m_file);
    column->addWidget(m_state, 0, Qt::AlignLeft);
    column->addWidget(m_failure);
    column->addLayout(buttons);
    connect(m_choose, &QPushButton::clicked, this, &LessonForm::mediaRequested);
    connect(m_preview, &QPushButton::clicked, this, &LessonForm::previewRequested);
    connect(m_again, &QPushButton::clicked, this, &LessonForm::prepareAgain);
}

void LessonForm::prepareAgain()
{
    m_course.media().prepareAgain(m_keys.front(), this, [this](const Result<void> &queued) {
        if (queued)
            return;
        m_failure->setText(ui::describe(queued.error()).what);
        m_failure->show();
    });
}

void LessonForm::connectFields()
{
    connect(m_title, &TextField::valueEdited, this, [this](const QString &text, int session) {
        if (m_keys.size() == 1 && text.trimmed() != m_course.document().node(m_keys.front()).title())
            m_course.push(new RenameNodeCommand(m_course.document(), m_keys.front(), text, session));
    });
    connect(m_kind, &ChoiceField::valueEdited, this, [this](int index) { changeKind(LessonKind(index)); });
    connect(m_content, &LongTextField::valueEdited, this, [this](const QString &text, int session) {
        push(tr("text"), session, [&](LessonFields &fields) { fields.content = ::text::cleaned(text); });
    });
    // A lesson is free or a trial: one ends the other, in the same step.
    connect(m_free, &CheckField::valueEdited, this, [this](bool on) {
        push(tr("free"), 0, [on](LessonFields &fields) {
            fields.isFree = on;
            fields.isTrial = fields.isTrial && !on;
        });
    });
    connect(m_trial, &CheckField::valueEdited, this, [this](bool on) {
        push(tr("trial"), 0, [on](LessonFields &fields) {
            fields.isTrial = on;
            fields.isFree = fields.isFree && !on;
            if (on && fields.trialSeconds == 0)
                fields.trialSeconds = firstTrial(fields.duration);
        });
    });
    connect(m_trialSeconds, &DurationField::valueEdited, this, [this](int seconds, int session) {
        push(tr("trial"), session, [seconds](LessonFields &fields) { fields.trialSeconds = seconds; });
    });
    connect(m_price, &PriceField::valueEdited, this, [this](Fen price, int session) {
        push(tr("price"), session, [price](LessonFields &fields) { fields.price = price; });
    });
}

/// An article has no media: what the lesson had goes with the same step, and comes back with its undo.
void LessonForm::changeKind(LessonKind kind)
{
    auto command = std::make_unique<EditFieldsCommand>(m_course.document(), m_keys, tr("kind"),
                                                       [kind](EditFieldsCommand::Fields &fields) {
                                                           fields.lesson.kind = kind;
                                                           if (kind != LessonKind::Article)
                                                               return;
                                                           fields.lesson.asset = {};
                                                           fields.lesson.duration = 0;
                                                           fields.media.reset();
                                                       });
    if (!command->changesNothing())
        m_course.push(command.release());
}

void LessonForm::push(const QString &what, int session, const std::function<void(LessonFields &)> &change)
{
    auto command = std::make_unique<EditFieldsCommand>(
            m_course.document(), m_keys, what, [&](EditFieldsCommand::Fields &fields) { change(fields.lesson); },
            session);
    if (!command->changesNothing())
        m_course.push(command.release());
}

void LessonForm::show(const std::vector<NodeKey> &lessons)
{
    m_keys = lessons;
    const auto shared = [this](auto get) {
        return common(m_keys, [&](NodeKey key) { return get(m_course.document().node(key).lesson); });
    };
    const bool one = m_keys.size() == 1;
    m_heading->setText(one ? tr("Lesson") : tr("%n lesson(s)", nullptr, int(m_keys.size())));
    m_title->setEnabled(one);
    m_title->show(shared([](const LessonFields &f) { return f.title; }));
    const std::optional<LessonKind> kind = shared([](const LessonFields &f) { return f.kind; });
    m_kind->show(kind ? std::optional(int(*kind)) : std::nullopt);
    const bool article = kind == LessonKind::Article;
    m_media->setVisible(one && !article);
    m_content->setVisible(one && article);
    m_contentCaption->setVisible(one && article);
    if (one)
        m_content->show(m_course.document().node(m_keys.front()).lesson.content);
    m_free->show(shared([](const LessonFields &f) { return f.isFree; }));
    const std::optional<bool> trial = shared([](const LessonFields &f) { return f.isTrial; });
    m_trial->show(trial);
    m_trial->setVisible(!article);
    m_trialSeconds->setVisible(!article && trial == true);
    m_trialCaption->setVisible(!article && trial == true);
    // A longer one that is stored already stays as it is: showing it changes nothing.
    const std::optional<int> seconds = shared([](const LessonFields &f) { return f.trialSeconds; });
    const int longest = longestTrial(shared([](const LessonFields &f) { return f.duration; }));
    m_trialSeconds->setRange(1, std::max(seconds.value_or(0), longest));
    m_trialSeconds->show(seconds);
    m_price->show(shared([](const LessonFields &f) { return f.price; }));
    if (one)
        showMedia();
}

void LessonForm::setImportAllowed(bool allowed)
{
    m_choose->setVisible(allowed);
}

void LessonForm::showMedia()
{
    const NodeKey key = m_keys.front();
    const Node &node = m_course.document().node(key);
    const auto state = m_course.model().mediaState(key);
    const bool has = node.lesson.asset.isValid();
    m_file->setText(!has                                            ? tr("No file yet")
                    : node.media && !node.media->filename.isEmpty() ? node.media->filename
                                                                    : tr("File %1").arg(node.lesson.asset.value));
    m_file->setMutedText(!has);
    m_choose->setText(has ? tr("Replace file…") : tr("Choose file…"));
    m_state->setVisible(has);
    const bool failed = state == OutlineModel::MediaState::Failed && node.media && !node.media->failureReason.isEmpty();
    m_failure->setVisible(failed);
    if (failed) {
        const ui::ErrorWords words =
                ui::describe({ErrorCode::Internal, node.media->failureReason, node.media->failure, {}});
        m_failure->setText((words.what + u' ' + words.next).trimmed());
    }
    m_again->setVisible(state == OutlineModel::MediaState::Failed || state == OutlineModel::MediaState::Canceled);
    m_preview->setVisible(m_again->isHidden());
    m_preview->setEnabled(state == OutlineModel::MediaState::Ready && node.id > 0);
    switch (state) {
    case OutlineModel::MediaState::Processing:
        m_state->set(ui::Status::Busy, node.media && node.media->progress > 0
                                               ? tr("Preparing %1").arg(ui::formatPercent(node.media->progress, 0))
                                               : tr("Waiting to be prepared"));
        break;
    case OutlineModel::MediaState::Failed: m_state->set(ui::Status::Danger, tr("Could not be prepared")); break;
    case OutlineModel::MediaState::Canceled: m_state->set(ui::Status::Neutral, tr("Canceled")); break;
    default: m_state->set(ui::Status::Success, tr("Ready · %1").arg(ui::formatDuration(node.lesson.duration)));
    }
}

QWidget *LessonForm::fieldFor(const QString &check) const
{
    if (check == u"title_empty" || check == u"title_duplicate")
        return m_title;
    if (check == u"free_but_priced")
        return m_price;
    if (check == u"trial_longer_than_lesson")
        return m_trialSeconds;
    if (check == u"lesson_without_media")
        return m_content->isHidden() ? static_cast<QWidget *>(m_choose) : m_content;
    if (check == u"media_failed" || check == u"duration_zero")
        return m_choose;
    return nullptr;
}

void LessonForm::retranslate()
{
    m_titleCaption->setText(tr("Title"));
    m_kindCaption->setText(tr("Kind"));
    m_kind->setItems({CatalogStyle::lessonKind(LessonKind::Video), CatalogStyle::lessonKind(LessonKind::Audio),
                      CatalogStyle::lessonKind(LessonKind::Article)});
    m_preview->setText(tr("Preview"));
    m_again->setText(tr("Try again"));
    m_contentCaption->setText(tr("Text"));
    m_free->setText(tr("Free"));
    m_trial->setText(tr("Trial: the beginning is free"));
    m_trialCaption->setText(tr("Length of the trial"));
    m_trialSeconds->retranslate();
    m_priceCaption->setText(tr("Price of this lesson alone"));
    m_title->setAccessibleName(tr("Title"));
    m_kind->setAccessibleName(tr("Kind"));
    m_content->setAccessibleName(tr("Text"));
    m_free->setAccessibleName(m_free->text());
    m_trial->setAccessibleName(m_trial->text());
    m_trialSeconds->setAccessibleName(m_trialCaption->text());
    m_price->setAccessibleName(m_priceCaption->text());
}

}  // namespace catalog
