#include "widgets/catalog/forms/chapterform.h"

#include "models/catalog/outline/outlinecommands.h"
#include "widgets/common/controls/parts.h"

using namespace Qt::StringLiterals;

namespace catalog {

ChapterForm::ChapterForm(OpenCourse &course, QWidget *parent)
    : FormColumn(parent), m_course(course), m_heading(heading()), m_title(new TextField(this)),
      m_titleCaption(addField(m_title)), m_free(new CheckField(this)), m_locked(new CheckField(this)),
      m_lockedHint(ui::label(this, true))
{
    m_title->setMaxLength(MaxTitle);
    m_lockedHint->setWordWrap(true);
    addPlain(m_free);
    addPlain(m_locked);
    addPlain(m_lockedHint);
    finish();
    connect(m_title, &TextField::valueEdited, this, [this](const QString &text, int session) {
        if (m_keys.size() == 1 && text.trimmed() != m_course.document().node(m_keys.front()).title())
            m_course.push(new RenameNodeCommand(m_course.document(), m_keys.front(), text, session));
    });
    connect(m_free, &CheckField::valueEdited, this,
            [this](bool on) { push(tr("free"), [on](ChapterFields &fields) { fields.isFree = on; }); });
    connect(m_locked, &CheckField::valueEdited, this,
            [this](bool on) { push(tr("lock"), [on](ChapterFields &fields) { fields.isLocked = on; }); });
    retranslate();
}

void ChapterForm::push(const QString &what, const std::function<void(ChapterFields &)> &change)
{
    auto command = std::make_unique<EditFieldsCommand>(
            m_course.document(), m_keys, what, [&](EditFieldsCommand::Fields &fields) { change(fields.chapter); });
    if (!command->changesNothing())
        m_course.push(command.release());
}

void ChapterForm::show(const std::vector<NodeKey> &chapters)
{
    m_keys = chapters;
    const auto shared = [this](auto get) {
        return common(m_keys, [&](NodeKey key) { return get(m_course.document().node(key).chapter); });
    };
    m_heading->setText(m_keys.size() == 1 ? tr("Chapter") : tr("%n chapter(s)", nullptr, int(m_keys.size())));
    m_title->setEnabled(m_keys.size() == 1);
    m_title->show(shared([](const ChapterFields &fields) { return fields.title; }));
    m_free->show(shared([](const ChapterFields &fields) { return fields.isFree; }));
    m_locked->show(shared([](const ChapterFields &fields) { return fields.isLocked; }));
}

QWidget *ChapterForm::fieldFor(const QString &check) const
{
    if (check == u"title_empty" || check == u"title_duplicate")
        return m_title;
    if (check == u"unreachable_completion")
        return m_locked;
    return nullptr;
}

void ChapterForm::retranslate()
{
    m_titleCaption->setText(tr("Title"));
    m_title->setAccessibleName(tr("Title"));
    m_free->setText(tr("All lessons are free"));
    m_locked->setText(tr("Locked at first"));
    m_lockedHint->setText(tr("Opens when the chapter before is complete."));
    m_free->setAccessibleName(m_free->text());
    m_locked->setAccessibleName(m_locked->text());
}

}  // namespace catalog
