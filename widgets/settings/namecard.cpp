#include "widgets/settings/namecard.h"

#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/theme/tokens.h"

#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace settings {

namespace {
constexpr int MostCharacters = 100;
}

NameCard::NameCard(api::ApiClient &api, QWidget *parent)
    : ui::Card(parent), m_api(api), m_title(ui::strongLabel(this)), m_text(ui::label(this, true)),
      m_label(ui::label(this)), m_name(new QLineEdit(this)), m_state(ui::label(this, true)),
      m_error(new ui::ErrorBanner(this))
{
    m_text->setWordWrap(true);
    m_name->setObjectName(u"ownName"_s);
    m_name->setMaxLength(MostCharacters);
    m_name->setEnabled(false);
    m_label->setBuddy(m_name);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Gap);
    row->addWidget(m_label);
    row->addWidget(m_name, 1);
    row->addWidget(m_state);
    column()->addWidget(m_title);
    column()->addWidget(m_text);
    column()->addLayout(row);
    column()->addWidget(m_error);
    connect(m_name, &QLineEdit::editingFinished, this, &NameCard::store);
    connect(m_name, &QLineEdit::textEdited, m_state, &QLabel::clear);
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        take({});
        m_state->clear();
        m_error->clear();
        if (isVisible())
            fetch();
    });
}

void NameCard::take(const QString &name)
{
    m_stored = name;
    m_name->setText(name);
    m_name->setEnabled(!name.isEmpty());
}

void NameCard::fetch()
{
    m_api.get(u"/api/me"_s, this, [this](const api::Answer &answer) {
        const bool typing = m_name->hasFocus() && m_name->text() != m_stored;
        if (answer && !typing)
            take((*answer)[u"displayName"].toString());
    });
}

bool NameCard::hasUnsaved() const
{
    const QString name = m_name->text().trimmed();
    return !m_stored.isEmpty() && !name.isEmpty() && name != m_stored;
}

void NameCard::store()
{
    const QString name = m_name->text().trimmed();
    if (name == m_stored || m_stored.isEmpty())
        return;
    if (name.isEmpty()) {
        m_name->setText(m_stored);  // everybody is called something
        return;
    }
    m_storing = true;
    m_state->setText(tr("Saving…"));
    m_api.put(u"/api/me"_s, {{u"displayName"_s, name}}, this, [this](const api::Answer &answer) {
        m_storing = false;
        m_state->setText(answer ? tr("Saved") : QString());
        if (!answer) {
            m_error->setError(answer.error());
            return;
        }
        m_error->clear();
        take((*answer)[u"displayName"].toString());
    });
}

void NameCard::retranslate()
{
    m_title->setText(tr("You"));
    m_text->setText(tr("Learners read this name as the teacher of your courses."));
    m_label->setText(tr("Name"));
    m_name->setAccessibleName(tr("Your name"));
    m_state->clear();
}

}  // namespace settings
