#include "models/commerce/commercetext.h"

#include "models/commerce/schoolzone.h"
#include "models/domain/clock.h"
#include "models/domain/money.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

struct CommerceText {
    Q_DECLARE_TR_FUNCTIONS(CommerceText)
};

using Known = std::initializer_list<std::pair<const char *, const char *>>;

QString wordOf(const QString &name, const Known &known)
{
    for (const auto &[word, text] : known) {
        if (name == QLatin1String(word))
            return CommerceText::tr(text);
    }
    return name;
}

}  // namespace

QString couponStateText(const QString &state)
{
    return wordOf(state, {{"scheduled", QT_TRANSLATE_NOOP("CommerceText", "Not yet")},
                          {"running", QT_TRANSLATE_NOOP("CommerceText", "Running")},
                          {"used_up", QT_TRANSLATE_NOOP("CommerceText", "Used up")},
                          {"ended", QT_TRANSLATE_NOOP("CommerceText", "Ended")},
                          {"disabled", QT_TRANSLATE_NOOP("CommerceText", "Disabled")}});
}

QString orderStatusText(const QString &status)
{
    return wordOf(status, {{"pending", QT_TRANSLATE_NOOP("CommerceText", "Not paid yet")},
                           {"paid", QT_TRANSLATE_NOOP("CommerceText", "Paid")},
                           {"partially_refunded", QT_TRANSLATE_NOOP("CommerceText", "Partly refunded")},
                           {"refunded", QT_TRANSLATE_NOOP("CommerceText", "Refunded")},
                           {"closed", QT_TRANSLATE_NOOP("CommerceText", "Closed")}});
}

QString buyerText(const QJsonObject &order)
{
    const QString name = order[u"buyerName"].toString();
    return name.isEmpty() ? CommerceText::tr("Deleted account") : name;
}

QString channelText(const QString &channel)
{
    return wordOf(channel, {{"", QT_TRANSLATE_NOOP("CommerceText", "–")},
                            {"wechatpay", QT_TRANSLATE_NOOP("CommerceText", "WeChat Pay")},
                            {"alipay", QT_TRANSLATE_NOOP("CommerceText", "Alipay")},
                            {"free", QT_TRANSLATE_NOOP("CommerceText", "Nothing to pay")},
                            {"staff", QT_TRANSLATE_NOOP("CommerceText", "Paid outside")}});
}

QString eventText(const QString &kind)
{
    return wordOf(
            kind,
            {{"created", QT_TRANSLATE_NOOP("CommerceText", "Ordered")},
             {"paid", QT_TRANSLATE_NOOP("CommerceText", "Paid")},
             {"paid_late", QT_TRANSLATE_NOOP("CommerceText", "Paid after it was closed")},
             {"paid_again", QT_TRANSLATE_NOOP("CommerceText", "Paid once more; it goes back")},
             {"surplus_refunded", QT_TRANSLATE_NOOP("CommerceText", "The second payment went back")},
             {"cancelled", QT_TRANSLATE_NOOP("CommerceText", "Canceled")},
             {"closed", QT_TRANSLATE_NOOP("CommerceText", "Closed")},
             {"expired", QT_TRANSLATE_NOOP("CommerceText", "Expired")},
             {"coupon_gone", QT_TRANSLATE_NOOP("CommerceText", "Its coupon is used up; the money goes back")},
             {"refunded_outside", QT_TRANSLATE_NOOP("CommerceText", "Paid, and paid back by hand at the channel")},
             {"transaction_used", QT_TRANSLATE_NOOP("CommerceText", "A payment that is another order's")},
             {"refund_differs", QT_TRANSLATE_NOOP("CommerceText", "A refund that differs")},
             {"refund_excess", QT_TRANSLATE_NOOP("CommerceText", "More was paid back than was paid")},
             {"payment_differs", QT_TRANSLATE_NOOP("CommerceText", "A payment that differs")},
             {"note", QT_TRANSLATE_NOOP("CommerceText", "Note")},
             {"refund_requested", QT_TRANSLATE_NOOP("CommerceText", "Refund asked for")},
             {"refund_started", QT_TRANSLATE_NOOP("CommerceText", "Refund decided")},
             {"refund_refused", QT_TRANSLATE_NOOP("CommerceText", "Refund refused")},
             {"refund_failed", QT_TRANSLATE_NOOP("CommerceText", "Refund failed")},
             {"refunded", QT_TRANSLATE_NOOP("CommerceText", "Refunded")}});
}

QString refundStatusText(const QString &status)
{
    return wordOf(status, {{"requested", QT_TRANSLATE_NOOP("CommerceText", "Asked for")},
                           {"refused", QT_TRANSLATE_NOOP("CommerceText", "Refused")},
                           {"sending", QT_TRANSLATE_NOOP("CommerceText", "On its way")},
                           {"done", QT_TRANSLATE_NOOP("CommerceText", "Done")},
                           {"failed", QT_TRANSLATE_NOOP("CommerceText", "Failed")}});
}

QString couponWorthText(const QJsonObject &coupon)
{
    QString worth = coupon[u"kind"] == "percent"_L1
                            ? CommerceText::tr("%1% off").arg(coupon[u"value"].toInteger())
                            : CommerceText::tr("%1 off").arg(formatPrice(coupon[u"value"].toInteger()));
    if (coupon.contains(u"cap"))
        worth = CommerceText::tr("%1, at most %2").arg(worth, formatPrice(coupon[u"cap"].toInteger()));
    if (const Fen from = coupon[u"threshold"].toInteger(); from > 0)
        worth = CommerceText::tr("%1, from %2 on").arg(worth, formatPrice(from));
    return worth;
}

QString monthsText(int months)
{
    return CommerceText::tr("%n month(s)", nullptr, months);
}

QString benefitText(const QJsonObject &plan)
{
    return plan[u"benefit"] == "percent"_L1 ? CommerceText::tr("%1% off").arg(plan[u"percentOff"].toInt())
                                            : CommerceText::tr("Free for members");
}

QString scopeText(const QJsonObject &scope)
{
    const int count = int(scope[u"ids"].toArray().size());
    if (scope[u"kind"] == "courses"_L1)
        return CommerceText::tr("%n course(s)", nullptr, count);
    if (scope[u"kind"] == "categories"_L1)
        return CommerceText::tr("%n category(s)", nullptr, count);
    return CommerceText::tr("Everything");
}

QString momentText(const QString &iso)
{
    const auto time = fromIso(iso);
    return time ? momentText(*time) : u"–"_s;
}

}  // namespace commerce
