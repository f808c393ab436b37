#pragma once

#include "models/domain/result.h"

/// The errors that paymentchannel.h names, made in one place so that each channel says them alike. None takes a key, a
/// signature or a body. Thread: any (pure).
namespace commerce {

Error channelUnknown(const QString &why);  ///< "channel_result_unknown"
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

Error badSetting(const QString &name, const QString &sentence);  ///< name as in the file: "merchant-key"
Error badPaymentField(const QString &field, const QString &what);

/// A notice's body is refused above this before anything is computed.
inline constexpr qsizetype MaxNoticeBytes = 64 * 1024;

}  // namespace commerce
