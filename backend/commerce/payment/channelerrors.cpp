#include "backend/commerce/payment/channelerrors.h"

using namespace Qt::StringLiterals;

namespace commerce {

Error channelUnknown(const QString &why, const QString &cause)
{
    QJsonObject detail;
    if (!cause.isEmpty())
        detail.insert(u"cause"_s, cause);
    return {ErrorCode::Unavailable, u"channel_result_unknown"_s, u"What came of it is not known: %1"_s.arg(why),
            detail};
}

Error channelBusy()
{
    return {ErrorCode::RateLimited, u"channel_busy"_s, u"The payment channel wants fewer questions at a time."_s, {}};
}

Error channelRefused(const QString &code, const QString &message)
{
    return {ErrorCode::FailedPrecondition,
            u"channel_refused"_s,
            u"The payment channel refused: %1 (%2)."_s.arg(message.left(200), code.left(64)),
            {{u"code"_s, code.left(64)}, {u"message"_s, message.left(200)}}};
}

Error channelSettings(const QString &why, const QString &code)
{
    QJsonObject detail;
    if (!code.isEmpty())
        detail.insert(u"code"_s, code.left(64));
    return {ErrorCode::FailedPrecondition, u"channel_settings"_s, why, detail};
}

Error channelAlreadyPaid()
{
    return Error::conflict(u"The payment channel says that the order is paid."_s, u"order_already_paid"_s);
}

Error billNotReady()
{
    return {ErrorCode::Unavailable, u"bill_not_ready"_s, u"The channel is still making the bill of that day."_s, {}};
}

Error foreignApp()
{
    return Error::denied(u"This is about another app's payment."_s, u"foreign_app"_s);
}

Error foreignMerchant()
{
    return Error::denied(u"This is about another merchant's payment."_s, u"foreign_merchant"_s);
}

Error noticeUnbelieved(const QString &reason, const QString &why)
{
    return {ErrorCode::Unauthenticated, reason, why, {}};
}

Error badNotice(const QString &why)
{
    return Error::invalid(why, u"bad_notice"_s);
}

Error noticeTooLarge()
{
    return {ErrorCode::TooLarge, u"notice_too_large"_s, u"A notice has at most 64 KiB."_s, {}};
}

Error badSetting(const QString &name, const QString &fault, const QString &sentence)
{
    return Error::invalid(sentence, u"bad_setting"_s, {{u"setting"_s, name}, {u"fault"_s, fault}});
}

Error badPaymentField(const QString &field, const QString &what)
{
    return Error::invalid(u"%1 %2."_s.arg(field, what), u"invalid_fields"_s,
                          {{u"fields"_s, QJsonObject{{field, what}}}});
}

}  // namespace commerce
