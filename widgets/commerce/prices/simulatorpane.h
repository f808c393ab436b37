#pragma once

#include "models/commerce/planlistmodel.h"
#include "models/commerce/pricelistmodel.h"
#include "widgets/commerce/page/pane.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace ui {
class Card;
class ErrorBanner;
class SearchField;
}  // namespace ui

namespace commerce {

class HintLine;

/// The tab "Try a price": what a learner would pay for something now, rule by rule, as /api/quote reckons it for an order.
/// Nothing is bought. Thread: GUI.
class SimulatorPane : public Pane
{
    Q_OBJECT
public:
    SimulatorPane(api::ApiClient &api, PriceListModel &prices, PlanListModel &plans, QWidget *parent = nullptr);

    void refresh() override;
    bool isLoaded() const override { return m_settled; }
    void retranslate() override;
    void heard(const QString &type, qint64 id) override;

private:
    void build();
    void findPeople(const QString &text);
    void listItems();
    void listLessons();
    void reckon();
    void showQuote(const QJsonObject &quote);
    void clearLines();

    api::ApiClient &m_api;
    PriceListModel &m_prices;
    PlanListModel &m_plans;
    QLabel *m_whoCaption, *m_whatCaption, *m_codeCaption;
    ui::SearchField *m_search;
    QListWidget *m_people;
    QComboBox *m_item, *m_lesson;
    QLineEdit *m_code;
    ui::ErrorBanner *m_error;
    ui::Card *m_result;
    QLabel *m_nothing;
    QWidget *m_lines = nullptr;
    HintLine *m_refusal, *m_access;
    QTimer m_quiet;
    QString m_text;
    int m_asked = 0, m_searched = 0;
    bool m_settled = false;
};

}  // namespace commerce
