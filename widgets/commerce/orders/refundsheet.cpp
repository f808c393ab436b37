#include "widgets/commerce/orders/refundsheet.h"

#include "models/commerce/commercetext.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/common/controls/parts.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int PreviewAfter = 250;  // ms of quiet
}

RefundSheet::RefundSheet(api::ApiClient &api, const QJsonObject &order, QWidget *parent)
    : SheetForm([] { return tr("Refund"); }, [] { return tr("Refund"); }, 1, parent), m_api(api), m_order(order),
      m_amount(new catalog::PriceField(this)), m_reason(new QLineEdit(this)), m_preview(ui::label(this)),
      m_back(order[u"amount"].toInteger() - order[u"refunded"].toInteger())
{
    setIntro([title = order[u"title"].toString(), paid = formatPrice(order[u"amount"].toInteger())] {
        return tr("%1 · %2 paid").arg(title, paid);
    });
    m_amount->setObjectName(u"refundAmount"_s);
    m_reason->setObjectName(u"refundReason"_s);
    m_reason->setMaxLength(MaxReason);
    m_preview->setWordWrap(true);
    m_preview->setObjectName(u"refundPreview"_s);
    form(0)->add([] { return tr("Amount"); }, m_amount, u"amount"_s);
    form(0)->add([] { return tr("Reason"); }, m_reason, u"reason"_s);
    addWide(m_preview);
    m_amount->show(m_back);
    for (const QJsonValue &refund : order[u"refunds"].toArray()) {
        if (refund[u"status"] == "requested"_L1)
            m_reason->setText(refund[u"reason"].toString());
    }
    submitButton()->setEnabled(false);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(PreviewAfter);
    connect(&m_quiet, &QTimer::timeout, this, &RefundSheet::ask);
    connect(m_amount, &catalog::PriceField::valueEdited, this, [this](Fen amount) {
        m_back = amount;
        submitButton()->setEnabled(false);
        m_quiet.start();
    });
    connect(this, &SheetForm::submitted, this, &RefundSheet::send);
    ask();
}

void RefundSheet::ask()
{
    QUrlQuery query;
    query.addQueryItem(u"amount"_s, QString::number(m_back));
    m_api.get(u"/api/orders/%1/refund-preview"_s.arg(m_order[u"orderId"].toInteger()), query, this,
              [this, asked = ++m_asked](const api::Answer &answer) {
                  if (asked != m_asked)
                      return;
                  m_shown = answer ? answer->toObject() : QJsonObject();
                  if (answer)
                      showPreview(m_shown);
                  else
                      showError(answer.error());
                  submitButton()->setEnabled(bool(answer));
              });
}

void RefundSheet::retranslate()
{
    SheetForm::retranslate();
    if (!m_shown.isEmpty())
        showPreview(m_shown);
}

void RefundSheet::showPreview(const QJsonObject &preview)
{
    const QString amount = formatPrice(preview[u"amount"].toInteger());
    const QString booked = formatPrice(-preview[u"amount"].toInteger());
    QStringList lines{tr("%1 goes back the way it came, and into the ledger as %2.").arg(amount, booked)};
    if (preview[u"endsRight"].toBool())
        lines << tr("What was bought can't be watched any more.");
    else if (preview[u"shortensMembership"].toBool())
        lines << tr("The membership becomes shorter.");
    else
        lines << tr("What was bought stays.");
    if (preview[u"returnsCoupon"].toBool())
        lines << tr("The coupon can be used again.");
    lines << tr("The order is then: %1.").arg(orderStatusText(preview[u"statusAfter"].toString()));
    if (const Fen left = preview[u"left"].toInteger(); left > 0)
        lines << tr("%1 could still be given back later.").arg(formatPrice(left));
    m_preview->setText(u"• "_s + lines.join(u"\n• "_s));
    fitContent(width());
}

void RefundSheet::send()
{
    setBusy(true);
    m_api.post(u"/api/orders/%1/refund"_s.arg(m_order[u"orderId"].toInteger()),
               {{u"amount"_s, m_back}, {u"reason"_s, m_reason->text().trimmed()}}, this,
               [this](const api::Answer &answer) {
                   if (!answer)
                       return showError(answer.error());
                   Q_EMIT decided();
                   accept();
               });
}

}  // namespace commerce
