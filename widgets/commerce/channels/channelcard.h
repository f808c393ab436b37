#pragma once

#include "models/api/apiclient.h"
#include "widgets/common/controls/parts.h"

#include <QJsonObject>

#include <optional>

class QGridLayout;

namespace ui {
class ErrorBanner;
class StatusChip;
}  // namespace ui

namespace commerce {

/// One payment channel: its state, what stands in its settings, and the button that asks the channel itself. Thread: GUI.
class ChannelCard : public ui::Card
{
    Q_OBJECT
public:
    ChannelCard(const QString &channel, api::ApiClient &api, QWidget *parent);

    const QString &channel() const { return m_channel; }
    void show(const QJsonObject &state, bool changeable);
    void forget();  ///< another school
    void retranslate();

Q_SIGNALS:
    void changeWanted(const QString &channel);
    void removeWanted(const QString &channel);

private:
    void check();
    void showState();
    void showFacts();
    void showFindings();
    void addFact(const QString &name, const QString &value);

    const QString m_channel;
    api::ApiClient &m_api;
    QJsonObject m_state;
    std::optional<QJsonObject> m_checked;  ///< of the settings that are shown
    bool m_changeable = false;
    bool m_checking = false;

    QLabel *m_title;
    ui::StatusChip *m_chip;
    QLabel *m_words;
    QWidget *m_facts = nullptr;     ///< made anew with every state
    QWidget *m_findings = nullptr;  ///< likewise
    ui::ErrorBanner *m_error;
    QPushButton *m_check, *m_change, *m_remove;
    int m_asked = 0;
};

}  // namespace commerce
