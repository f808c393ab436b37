#include "widgets/commerce/channels/channelspane.h"

#include "models/commerce/commercetext.h"
#include "widgets/commerce/channels/channelcard.h"
#include "widgets/commerce/channels/channelsheet.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/common/controls/cardlayout.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/theme/tokens.h"

#include <QJsonArray>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace commerce {

ChannelsPane::ChannelsPane(api::ApiClient &api, api::Session &session, ChannelSettings *settings, ui::ToastHost &toasts,
                           QWidget *parent)
    : Pane(parent), m_api(api), m_session(session), m_settings(settings), m_toasts(toasts),
      m_elsewhere(new HintLine(this, false))
{
    auto *inner = new QWidget;
    inner->setProperty("scrolled", true);
    auto *cards = new ui::CardLayout;
    for (const char *name : ChannelSettings::Channels) {
        auto *card = new ChannelCard(QLatin1String(name), api, inner);
        m_cards.push_back(card);
        cards->addWidget(card);
        connect(card, &ChannelCard::changeWanted, this, &ChannelsPane::openSheet);
        connect(card, &ChannelCard::removeWanted, this, &ChannelsPane::turnOff);
    }
    auto *within = new QVBoxLayout(inner);
    within->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Margin);
    within->setSpacing(ui::metrics::Gap);
    within->addWidget(m_elsewhere);
    within->addLayout(cards);
    within->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        m_settled = false;
        for (ChannelCard *card : m_cards)
            card->forget();
    });
}

bool ChannelsPane::isHere() const
{
    return m_settings && m_settings->isOpen() && m_session.kind() == api::Session::Kind::Embedded;
}

void ChannelsPane::refresh()
{
    m_elsewhere->say(isHere() ? QString()
                              : tr("The settings of this school's channels stand in the file that its server was "
                                   "started with (--config); they can be checked here."));
    m_api.get(u"/api/payments/channels/state"_s, this, [this](const api::Answer &answer) {
        if (!answer) {
            if (answer.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(answer.error());
            return settle();
        }
        for (const QJsonValue &state : (*answer)[u"channels"].toArray()) {
            for (ChannelCard *card : m_cards) {
                if (card->channel() == state[u"name"].toString())
                    card->show(state.toObject(), isHere());
            }
        }
        settle();
    });
}

void ChannelsPane::settle()
{
    m_settled = true;
    Q_EMIT loaded();
}

void ChannelsPane::heard(const QString &type, qint64)
{
    if (type == "commerce.channel"_L1)
        refresh();
}

void ChannelsPane::openSheet(const QString &channel)
{
    if (!isHere())
        return;
    auto *sheet = new ChannelSheet(channel, *m_settings, m_api.base(), this);
    connect(sheet, &ChannelSheet::saved, this, [this, channel] {
        m_toasts.say(tr("Saved: %1. “Check” asks the channel whether it works.").arg(channelText(channel)));
    });
    sheet->open();
}

void ChannelsPane::turnOff(const QString &channel)
{
    if (!isHere())
        return;
    ChannelSettings::Values before;
    for (const QString &name : ChannelSettings::names(channel)) {
        if (m_settings->values().contains(name))
            before.insert(name, m_settings->values().value(name));
    }
    m_settings->remove(channel);
    m_toasts.offer(tr("Turned off: %1").arg(channelText(channel)), tr("Undo"),
                   [this, before] { m_settings->change(before); });
}

void ChannelsPane::retranslate()
{
    for (ChannelCard *card : m_cards)
        card->retranslate();
    if (m_settled)
        m_elsewhere->say(m_elsewhere->text().isEmpty()
                                 ? QString()
                                 : tr("The settings of this school's channels stand in the file that its server was "
                                      "started with (--config); they can be checked here."));
}

}  // namespace commerce
