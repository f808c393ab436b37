#pragma once

#include "models/domain/result.h"

/// The errors that paymentchannel.h names, made in one place so that each channel says them alike. None takes a key, a
/// signature or a body. Thread: any (pure).
namespace commerce {

/// "channel_result_unknown". `cause` for check(): "no_answer", or why the answer isn't believed ("bad_signature",
/// "unknown_key", "clock_window"); detail {cause}.
Error channelUnknown(const QString &why, const QString &cause = {});
Error channelBusy();
Error channelRefused(const QString &code, const QString &message);
Error channelSettings(const QString &why, const QString &code = {});
Error channelAlreadyPaid();
Error billNotReady();
Error foreignApp();
Error foreignMerchant();

Error noticeUnbelieved(const QString &reason, const QString &why);  ///< Unauthenticated
Error badNotice(const QString &why);
Error noticeTooLarge();

/// `name` as in the file: "merchant-key"; `fault`: a word of channelcheck.h.
Error badSetting(const QString &name, const QString &fault, const QString &sentence);
Error badPaymentField(const QString &field, const QString &what);

/// A notice's body is refused above this before anything is computed.
inline constexpr qsizetype MaxNoticeBytes = 64 * 1024;

}  // namespace commerce
