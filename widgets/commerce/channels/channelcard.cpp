#include "widgets/commerce/channels/channelcard.h"

#include "models/commerce/channeltext.h"
#include "models/commerce/commercetext.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/statuschip.h"
#include "widgets/common/theme/tokens.h"

#include <QGridLayout>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace commerce {

ChannelCard::ChannelCard(const QString &channel, api::ApiClient &api, QWidget *parent)
    : ui::Card(parent), m_channel(channel), m_api(api), m_title(ui::strongLabel(this)),
      m_chip(new ui::StatusChip(this)), m_words(ui::label(this, true)), m_error(new ui::ErrorBanner(this)),
      m_check(ui::button(this)), m_change(ui::button(this)), m_remove(ui::quietButton(this))
{
    setMinimumWidth(360);
    m_words->setWordWrap(true);
    m_check->setObjectName(channel + u"Check"_s);
    m_change->setObjectName(channel + u"Change"_s);
    m_remove->setObjectName(channel + u"Remove"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(ui::metrics::Grid);
    head->addWidget(m_title);
    head->addWidget(m_chip);
    head->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(ui::metrics::Grid);
    buttons->addWidget(m_check);
    buttons->addWidget(m_change);
    buttons->addStretch(1);
    buttons->addWidget(m_remove);
    column()->addLayout(head);
    column()->addWidget(m_words);
    column()->addWidget(m_error);
    column()->addStretch(1);
    column()->addLayout(buttons);
    connect(m_check, &QPushButton::clicked, this, &ChannelCard::check);
    connect(m_change, &QPushButton::clicked, this, [this] { Q_EMIT changeWanted(m_channel); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeWanted(m_channel); });
}

void ChannelCard::show(const QJsonObject &state, bool changeable)
{
    if (state != m_state) {
        ++m_asked;
        m_checking = false;
        m_checked.reset();
        m_error->clear();
    }
    m_state = state;
    m_changeable = changeable;
    showState();
}

void ChannelCard::forget()
{
    show({}, false);
}

void ChannelCard::check()
{
    m_checking = true;
    m_error->clear();
    showState();
    m_api.post(u"/api/payments/channels/%1/check"_s.arg(m_channel), {}, this,
               [this, asked = ++m_asked](const api::Answer &answer) {
                   if (asked != m_asked)
                       return;
                   m_checking = false;
                   m_checked.reset();
                   if (answer)
                       m_checked = answer->toObject();
                   else if (answer.error().code != ErrorCode::Cancelled)
                       m_error->setError(answer.error());
                   showState();
               });
}

void ChannelCard::showState()
{
    const QString state = m_state[u"state"].toString();
    const bool isSetUp = state == "on"_L1 || state == "faulty"_L1;
    const bool works = m_checked && (*m_checked)[u"works"].toBool();
    if (state == "faulty"_L1 || (m_checked && !works))
        m_chip->set(ui::Status::Danger, tr("Doesn't work"));
    else if (state == "on"_L1)
        m_chip->set(m_state[u"isTest"].toBool() ? ui::Status::Warning : ui::Status::Success,
                    m_state[u"isTest"].toBool() ? tr("Test") : tr("On"));
    else
        m_chip->set(ui::Status::Neutral, tr("Off"));
    m_chip->setVisible(!m_state.isEmpty());
    m_words->setText(m_checking ? tr("Asking the channel…")
                     : works    ? tr("Checked: the channel takes us.")
                     : !isSetUp ? tr("Nobody can pay this way.")
                                : QString());
    m_words->setVisible(!m_words->text().isEmpty());
    ui::setEnabledKeepingFocus(m_check, isSetUp && !m_checking);
    m_change->setVisible(m_changeable);
    m_change->setText(isSetUp ? tr("Change…") : tr("Set up…"));
    m_remove->setVisible(m_changeable && isSetUp);
    showFacts();
    showFindings();
}

void ChannelCard::addFact(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    auto *grid = static_cast<QGridLayout *>(m_facts->layout());
    auto *caption = ui::label(m_facts, true);
    auto *text = new ui::ElidedLabel(m_facts, Qt::ElideMiddle);
    caption->setText(name);
    text->setText(value);
    text->setAccessibleName(u"%1: %2"_s.arg(name, value));
    const int row = grid->rowCount();
    grid->addWidget(caption, row, 0);
    grid->addWidget(text, row, 1);
}

void ChannelCard::showFacts()
{
    delete std::exchange(m_facts, new QWidget(this));
    auto *grid = new QGridLayout(m_facts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(ui::metrics::Gap);
    grid->setVerticalSpacing(ui::metrics::Half);
    grid->setColumnStretch(1, 1);
    const bool wechat = m_channel == "wechatpay"_L1;
    addFact(settingText(u"app-id"_s), m_state[u"appId"].toString());
    addFact(settingText(wechat ? u"merchant-id"_s : u"seller-id"_s),
            m_state[wechat ? u"merchantId"_s : u"sellerId"_s].toString());
    addFact(settingText(u"merchant-serial"_s), m_state[u"merchantSerial"].toString());
    addFact(settingText(u"public-key-id"_s), m_state[u"publicKeyId"].toString());
    for (const QJsonValue &one : m_state[u"certificates"].toArray())
        addFact(one[u"whose"].toString() == "merchant"_L1 ? tr("Certificate until") : tr("Theirs until"),
                momentText(one[u"validUntil"].toString()));
    addFact(settingText(u"gateway"_s), m_state[u"gateway"].toString());
    addFact(settingText(u"notify-url"_s), m_state[u"notifyUrl"].toString());
    column()->insertWidget(2, m_facts);
    m_facts->setVisible(grid->count() > 0);
}

void ChannelCard::showFindings()
{
    delete std::exchange(m_findings, new QWidget(this));
    m_findings->setObjectName(m_channel + u"Findings"_s);
    auto *rows = new QVBoxLayout(m_findings);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    const QJsonArray findings = m_checked ? (*m_checked)[u"findings"].toArray() : m_state[u"faults"].toArray();
    for (const QJsonValue &finding : findings) {
        auto *line = new HintLine(m_findings, finding[u"level"].toString() == "fault"_L1);
        line->say(findingText(finding.toObject()));
        line->setToolTip(finding[u"message"].toString());
        rows->addWidget(line);
    }
    column()->insertWidget(3, m_findings);
    m_findings->setVisible(!findings.isEmpty());
}

void ChannelCard::retranslate()
{
    m_title->setText(channelText(m_channel));
    m_check->setText(tr("Check"));
    m_check->setAccessibleName(tr("Check %1").arg(m_title->text()));
    m_change->setAccessibleName(tr("Settings of %1").arg(m_title->text()));
    m_remove->setText(tr("Turn off"));
    m_remove->setAccessibleName(tr("Turn off %1").arg(m_title->text()));
    showState();
}

}  // namespace commerce
