#pragma once

#include "models/api/apiclient.h"
#include "models/api/session.h"
#include "models/commerce/channelsettings.h"
#include "widgets/commerce/page/pane.h"

#include <vector>

namespace ui {
class ToastHost;
}

namespace commerce {

class ChannelCard;
class HintLine;

/// The tab "Ways to pay": WeChat Pay and Alipay, what stands in their settings and whether they work. Those of the school
/// on this computer are set here, a server's in its settings file. Thread: GUI.
class ChannelsPane : public Pane
{
    Q_OBJECT
public:
    /// `settings`: of the school on this computer; nullptr: nothing can be set here.
    ChannelsPane(api::ApiClient &api, api::Session &session, ChannelSettings *settings, ui::ToastHost &toasts,
                 QWidget *parent = nullptr);

    void refresh() override;
    bool isLoaded() const override { return m_settled; }
    void retranslate() override;
    void heard(const QString &type, qint64 id) override;

private:
    void settle();
    bool isHere() const;
    void openSheet(const QString &channel);
    void turnOff(const QString &channel);

    api::ApiClient &m_api;
    api::Session &m_session;
    ChannelSettings *m_settings;
    ui::ToastHost &m_toasts;
    std::vector<ChannelCard *> m_cards;
    HintLine *m_elsewhere;
    bool m_settled = false;
};

}  // namespace commerce
