#pragma once

#include "models/api/apiclient.h"
#include "models/domain/money.h"
#include "widgets/commerce/page/sheetform.h"

#include <QJsonObject>
#include <QTimer>

class QLineEdit;

namespace catalog {
class PriceField;
}

namespace commerce {

/// Decides on a refund. What it does to money, right, coupon and ledger is said before it is done, by the server itself
/// (GET /api/orders/{id}/refund-preview); without that answer nothing can be done. Thread: GUI.
class RefundSheet : public SheetForm
{
    Q_OBJECT
public:
    static constexpr int MaxReason = 200;

    RefundSheet(api::ApiClient &api, const QJsonObject &order, QWidget *parent);

Q_SIGNALS:
    void decided();

protected:
    void retranslate() override;

private:
    void ask();
    void showPreview(const QJsonObject &preview);
    void send();

    api::ApiClient &m_api;
    const QJsonObject m_order;
    catalog::PriceField *m_amount;
    QLineEdit *m_reason;
    QLabel *m_preview;
    QJsonObject m_shown;  ///< the preview in sight
    QTimer m_quiet;
    Fen m_back = 0;
    int m_asked = 0;
};

}  // namespace commerce
