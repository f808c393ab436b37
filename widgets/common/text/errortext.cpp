#include "widgets/common/text/errortext.h"

#include "models/domain/json.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

struct Sentences {
    const char *reason;
    const char *what;
    const char *next;
};

// Words of API.md and of the features' own rules. lupdate reads the texts here.
constexpr Sentences Known[] = {
        {"offline", QT_TRANSLATE_NOOP("ErrorText", "The server can't be reached."),
         QT_TRANSLATE_NOOP("ErrorText", "It will be tried again by itself; check that the server runs and that you are "
                                        "online.")},
        {"timeout", QT_TRANSLATE_NOOP("ErrorText", "The server takes too long to answer."),
         QT_TRANSLATE_NOOP("ErrorText", "It may be busy. Try again in a moment.")},
        {"invalid_credentials", QT_TRANSLATE_NOOP("ErrorText", "The name or the password is wrong."),
         QT_TRANSLATE_NOOP("ErrorText", "Check both and try again. Capital letters matter in passwords.")},
        {"unauthenticated", QT_TRANSLATE_NOOP("ErrorText", "You are not signed in."),
         QT_TRANSLATE_NOOP("ErrorText", "Sign in again to go on; your work stays as it is.")},
        {"token_expired", QT_TRANSLATE_NOOP("ErrorText", "You have been signed out."),
         QT_TRANSLATE_NOOP("ErrorText", "Sign in again to go on; your work stays as it is.")},
        {"invalid_token", QT_TRANSLATE_NOOP("ErrorText", "You have been signed out."),
         QT_TRANSLATE_NOOP("ErrorText", "Sign in again to go on; your work stays as it is.")},
        {"permission_denied", QT_TRANSLATE_NOOP("ErrorText", "Your account may not do this."),
         QT_TRANSLATE_NOOP("ErrorText", "Ask the owner of the course or an administrator.")},
        {"not_owner", QT_TRANSLATE_NOOP("ErrorText", "This belongs to someone else."),
         QT_TRANSLATE_NOOP("ErrorText", "Only its owner and administrators may change it.")},
        {"not_found", QT_TRANSLATE_NOOP("ErrorText", "This isn't there any more."),
         QT_TRANSLATE_NOOP("ErrorText", "Somebody may have deleted it. Refresh to see how things stand.")},
        {"stale_revision", QT_TRANSLATE_NOOP("ErrorText", "The course has been changed somewhere else."),
         QT_TRANSLATE_NOOP("ErrorText", "Compare both versions and choose which one stays.")},
        {"rate_limited", QT_TRANSLATE_NOOP("ErrorText", "Too many tries in a short time."),
         QT_TRANSLATE_NOOP("ErrorText", "Wait a moment, then try again.")},
        {"unavailable", QT_TRANSLATE_NOOP("ErrorText", "The server is busy."),
         QT_TRANSLATE_NOOP("ErrorText", "Try again in a moment.")},
        {"too_large", QT_TRANSLATE_NOOP("ErrorText", "This is too large for the server."),
         QT_TRANSLATE_NOOP("ErrorText", "Make it smaller, or split it.")},
        {"not_a_video", QT_TRANSLATE_NOOP("ErrorText", "This file is not a video."),
         QT_TRANSLATE_NOOP("ErrorText",
                           "Its name may say so, but its content is something else. Nothing was imported.")},
        {"not_a_media_file", QT_TRANSLATE_NOOP("ErrorText", "This file is neither video nor audio."),
         QT_TRANSLATE_NOOP("ErrorText",
                           "Its name may say so, but its content is something else. Nothing was imported.")},
        {"truncated_file", QT_TRANSLATE_NOOP("ErrorText", "This video is cut off."),
         QT_TRANSLATE_NOOP(
                 "ErrorText",
                 "A part of the file is missing, perhaps from a copy that was stopped. Copy or export it again.")},
        {"no_video_stream", QT_TRANSLATE_NOOP("ErrorText", "This file holds no picture."),
         QT_TRANSLATE_NOOP("ErrorText", "There is no video stream in it. Export it again with video.")},
        {"unsupported_media", QT_TRANSLATE_NOOP("ErrorText", "This kind of file can't be used."),
         QT_TRANSLATE_NOOP("ErrorText", "Export it as MP4, MOV or MKV and try again.")},
        {"file_not_found", QT_TRANSLATE_NOOP("ErrorText", "The file isn't there any more."),
         QT_TRANSLATE_NOOP("ErrorText", "It was moved, renamed or deleted. Import it again from where it is now.")},
        {"file_unreadable", QT_TRANSLATE_NOOP("ErrorText", "The file can't be read."),
         QT_TRANSLATE_NOOP("ErrorText", "Check its permissions, and that the disk is connected.")},
        {"empty_file", QT_TRANSLATE_NOOP("ErrorText", "The file is empty."),
         QT_TRANSLATE_NOOP("ErrorText", "Copy or export it again.")},
        {"source_missing", QT_TRANSLATE_NOOP("ErrorText", "The original file isn't there any more."),
         QT_TRANSLATE_NOOP(
                 "ErrorText",
                 "It was moved, renamed or deleted before it was transcoded. Import it again from where it is now.")},
        {"source_changed", QT_TRANSLATE_NOOP("ErrorText", "The original file was changed after it was imported."),
         QT_TRANSLATE_NOOP("ErrorText", "Import it again.")},
        {"file_changing", QT_TRANSLATE_NOOP("ErrorText", "This file is still being written."),
         QT_TRANSLATE_NOOP("ErrorText", "Wait until the recording or the copy has ended, then import it.")},
        {"file_not_readable", QT_TRANSLATE_NOOP("ErrorText", "The file can't be read."),
         QT_TRANSLATE_NOOP("ErrorText", "Check its permissions, and that the disk is connected.")},
        {"unsupported_extension", QT_TRANSLATE_NOOP("ErrorText", "This kind of file can't be used."),
         QT_TRANSLATE_NOOP("ErrorText", "Export it as MP4, MOV or MKV and try again.")},
        {"unsupported_codec", QT_TRANSLATE_NOOP("ErrorText", "The format of this video isn't known on this machine."),
         QT_TRANSLATE_NOOP("ErrorText", "Export it as MP4, MOV or MKV and try again.")},
        {"no_duration", QT_TRANSLATE_NOOP("ErrorText", "The length of this video can't be told."),
         QT_TRANSLATE_NOOP("ErrorText", "Its recording may not have ended properly. Export it again.")},
        {"output_invalid", QT_TRANSLATE_NOOP("ErrorText", "What was made of this video is not as it should be."),
         QT_TRANSLATE_NOOP("ErrorText", "Try again. If it stays, the file may be damaged: export it again.")},
        {"transcode_failed", QT_TRANSLATE_NOOP("ErrorText", "This video can't be converted."),
         QT_TRANSLATE_NOOP("ErrorText", "Try again. If it stays, the file may be damaged: export it again.")},
        {"child_crashed", QT_TRANSLATE_NOOP("ErrorText", "FFmpeg ended unexpectedly."),
         QT_TRANSLATE_NOOP("ErrorText", "Try again. If it stays, the file may be damaged: export it again.")},
        {"child_stalled", QT_TRANSLATE_NOOP("ErrorText", "FFmpeg did not get on and was stopped."),
         QT_TRANSLATE_NOOP("ErrorText", "Check that the disk with the file is connected, then try again.")},
        {"child_timeout", QT_TRANSLATE_NOOP("ErrorText", "FFmpeg did not get on and was stopped."),
         QT_TRANSLATE_NOOP("ErrorText", "Check that the disk with the file is connected, then try again.")},
        {"attempts_exhausted", QT_TRANSLATE_NOOP("ErrorText", "It was tried several times and never came to an end."),
         QT_TRANSLATE_NOOP("ErrorText", "Try again. If it stays, the file may be damaged: export it again.")},
        {"program_missing", QT_TRANSLATE_NOOP("ErrorText", "FFmpeg isn't installed."),
         QT_TRANSLATE_NOOP("ErrorText", "Coursewright needs the ffmpeg and ffprobe programs to work with media. "
                                        "Install FFmpeg, then try again.")},
        {"encoder_missing", QT_TRANSLATE_NOOP("ErrorText", "This FFmpeg can't make H.264 video with AAC sound."),
         QT_TRANSLATE_NOOP("ErrorText", "Install one that can, then try again.")},
        {"not_a_picture", QT_TRANSLATE_NOOP("ErrorText", "This file is not a picture."),
         QT_TRANSLATE_NOOP("ErrorText", "Choose a JPEG, PNG or WebP file.")},
        {"picture_too_large", QT_TRANSLATE_NOOP("ErrorText", "This picture is too large."),
         QT_TRANSLATE_NOOP("ErrorText", "Make it smaller, then try again.")},
        {"hdr_not_supported", QT_TRANSLATE_NOOP("ErrorText", "HDR video can't be transcoded on this machine."),
         QT_TRANSLATE_NOOP("ErrorText", "Export it as standard dynamic range (Rec. 709).")},
        {"media_not_ready", QT_TRANSLATE_NOOP("ErrorText", "This video is still being transcoded."),
         QT_TRANSLATE_NOOP("ErrorText", "It can be played when its first version is ready.")},
        {"in_use", QT_TRANSLATE_NOOP("ErrorText", "A lesson still uses this file."),
         QT_TRANSLATE_NOOP("ErrorText", "Give the lesson another file first, or delete the lesson.")},
        {"disk_full", QT_TRANSLATE_NOOP("ErrorText", "The disk is full."),
         QT_TRANSLATE_NOOP("ErrorText", "Make room, then try again.")},
        {"preferences_not_written", QT_TRANSLATE_NOOP("ErrorText", "Your choice can't be remembered."),
         QT_TRANSLATE_NOOP("ErrorText", "It holds until the program ends. Check that its settings may be written.")},
        {"ffmpeg_missing", QT_TRANSLATE_NOOP("ErrorText", "FFmpeg isn't installed."),
         QT_TRANSLATE_NOOP("ErrorText", "Coursewright needs the ffmpeg and ffprobe programs to work with media. "
                                        "Install FFmpeg, then try again.")},
        {"folder_in_use", QT_TRANSLATE_NOOP("ErrorText", "Another Coursewright already uses this data folder."),
         QT_TRANSLATE_NOOP("ErrorText", "Close the other one, or start with another folder (--data).")},
        {"folder_not_writable", QT_TRANSLATE_NOOP("ErrorText", "The folder of the school can't be written to."),
         QT_TRANSLATE_NOOP("ErrorText", "Check its permissions, and that the disk is connected.")},
        {"database_missing", QT_TRANSLATE_NOOP("ErrorText", "The database of this school is missing."),
         QT_TRANSLATE_NOOP("ErrorText", "Other parts of the school are still in its folder, so nothing was changed and "
                                        "no new school was begun. Put school.db back from a backup, then try again.")},
        {"wrong_database", QT_TRANSLATE_NOOP("ErrorText", "The database in this folder belongs to another school."),
         QT_TRANSLATE_NOOP("ErrorText", "Nothing was changed. Put the school.db of this school back, then try again.")},
        {"corrupt_school_file",
         QT_TRANSLATE_NOOP("ErrorText",
                           "The file school.id, which says which school this folder belongs to, is damaged."),
         QT_TRANSLATE_NOOP("ErrorText", "Nothing was changed. Put it back from a backup, then try again.")},
        {"keys_missing", QT_TRANSLATE_NOOP("ErrorText", "The keys of this school are missing."),
         QT_TRANSLATE_NOOP(
                 "ErrorText",
                 "Nothing was changed. Put the folder “keys” back from a backup, then try again. Without a backup, "
                 "“coursewright-server keys new” makes new ones; everybody then has to sign in again.")},
        {"media_missing", QT_TRANSLATE_NOOP("ErrorText", "The films of this school are missing."),
         QT_TRANSLATE_NOOP("ErrorText", "Nothing was changed. Put the folder “media” back from a backup, then try "
                                        "again. If the films are lost, make an empty folder of that name.")},
        {"folder_not_ours", QT_TRANSLATE_NOOP("ErrorText", "This folder holds other things and no school."),
         QT_TRANSLATE_NOOP("ErrorText", "Choose an empty folder, or one that does not exist yet.")},
        {"corrupt_database", QT_TRANSLATE_NOOP("ErrorText", "The database of this school is damaged."),
         QT_TRANSLATE_NOOP(
                 "ErrorText",
                 "Nothing more is stored in it. Stop the school, put the last backup back, and start it again.")},
        {"database_replaced",
         QT_TRANSLATE_NOOP("ErrorText",
                           "The database of this school was deleted, moved or replaced while the school was open."),
         QT_TRANSLATE_NOOP("ErrorText",
                           "Nothing is stored any more. Put the right school.db back, then stop the school and start "
                           "it again. If a copy could be made, it lies in the same folder: school-rescued-….db.")},
        {"storage_full", QT_TRANSLATE_NOOP("ErrorText", "The disk of the school is full."),
         QT_TRANSLATE_NOOP("ErrorText",
                           "Nothing can be stored until there is room. Make room; the school notices by itself.")},
        {"store_broken",
         QT_TRANSLATE_NOOP("ErrorText",
                           "The school has stopped storing things, because its disk or its database failed."),
         QT_TRANSLATE_NOOP("ErrorText",
                           "Stop the school and start it again. If that does not help, put the last backup back.")},
        {"newer_schema", QT_TRANSLATE_NOOP("ErrorText", "This school was last opened with a newer Coursewright."),
         QT_TRANSLATE_NOOP("ErrorText", "Update Coursewright to open it. Nothing was changed.")},
        {"port_in_use", QT_TRANSLATE_NOOP("ErrorText", "Another program uses this address."),
         QT_TRANSLATE_NOOP("ErrorText", "Close it, or choose another port.")},
        {"not_publishable", QT_TRANSLATE_NOOP("ErrorText", "The course can't be published yet."),
         QT_TRANSLATE_NOOP("ErrorText", "Mend what the list shows, then publish again.")},
        {"coupon_touched", QT_TRANSLATE_NOOP("ErrorText", "Somebody has used or claimed this coupon already."),
         QT_TRANSLATE_NOOP("ErrorText", "It stays as it is; it can be disabled or changed.")},
        {"sold_since", QT_TRANSLATE_NOOP("ErrorText", "Somebody has ordered since."),
         QT_TRANSLATE_NOOP("ErrorText", "What was agreed stays. Set the price anew; it holds for the next order.")},
        {"code_taken", QT_TRANSLATE_NOOP("ErrorText", "There is a coupon with this code already."),
         QT_TRANSLATE_NOOP("ErrorText", "Codes that differ in capital letters only are the same. Choose another one.")},
        {"refund_open", QT_TRANSLATE_NOOP("ErrorText", "A refund of this order is already on its way."),
         QT_TRANSLATE_NOOP("ErrorText", "Wait until it is done; the order shows how far it is.")},
        {"order_not_paid", QT_TRANSLATE_NOOP("ErrorText", "This order was never paid."),
         QT_TRANSLATE_NOOP("ErrorText", "There is nothing to give back.")},
        {"order_refunded", QT_TRANSLATE_NOOP("ErrorText", "This order has been refunded already."),
         QT_TRANSLATE_NOOP("ErrorText", "There is nothing left to give back.")},
        {"order_already_paid", QT_TRANSLATE_NOOP("ErrorText", "This order has been paid already."),
         QT_TRANSLATE_NOOP("ErrorText", "Refresh to see how things stand.")},
        {"order_closed", QT_TRANSLATE_NOOP("ErrorText", "This order is closed."),
         QT_TRANSLATE_NOOP("ErrorText", "The learner can order anew.")},
        {"refund_not_requested", QT_TRANSLATE_NOOP("ErrorText", "Nobody has asked for a refund of this order."),
         QT_TRANSLATE_NOOP("ErrorText", "Refresh to see how things stand.")},
        {"invalid_fields", QT_TRANSLATE_NOOP("ErrorText", "Some entries can't be accepted."),
         QT_TRANSLATE_NOOP("ErrorText", "Correct them and try again.")},
        {"invalid_path", QT_TRANSLATE_NOOP("ErrorText", "This path can't be used."),
         QT_TRANSLATE_NOOP("ErrorText", "Choose a file on this computer.")},
        {"bad_url", QT_TRANSLATE_NOOP("ErrorText", "This is not an address."),
         QT_TRANSLATE_NOOP("ErrorText", "Check the address; it usually starts with https://.")},
        {"password_needed", QT_TRANSLATE_NOOP("ErrorText", "The password is missing."),
         QT_TRANSLATE_NOOP("ErrorText", "Enter it and try again.")},
        {"sign_in_required", QT_TRANSLATE_NOOP("ErrorText", "This computer doesn't remember you any more."),
         QT_TRANSLATE_NOOP("ErrorText", "Enter your password to sign in.")},
        {"bad_answer", QT_TRANSLATE_NOOP("ErrorText", "There is no Coursewright server at this address."),
         QT_TRANSLATE_NOOP("ErrorText", "Check the address; it usually starts with https://.")},
        {"address_in_use", QT_TRANSLATE_NOOP("ErrorText", "Another program uses this address."),
         QT_TRANSLATE_NOOP("ErrorText", "Close it, or choose another port.")},
        {"file_not_written", QT_TRANSLATE_NOOP("ErrorText", "The file can't be written."),
         QT_TRANSLATE_NOOP("ErrorText", "Choose another folder, or close the program that has it open.")},
        {"not_a_server", QT_TRANSLATE_NOOP("ErrorText", "There is no Coursewright server at this address."),
         QT_TRANSLATE_NOOP("ErrorText", "Check the address; it usually starts with https://.")},
        {"tls_failed", QT_TRANSLATE_NOOP("ErrorText", "A secure connection to the server failed."),
         QT_TRANSLATE_NOOP("ErrorText",
                           "Its certificate may be invalid or for another name. Ask the server's administrator.")},
        {"insecure_address", QT_TRANSLATE_NOOP("ErrorText", "This address isn't encrypted."),
         QT_TRANSLATE_NOOP("ErrorText", "Passwords are sent to other computers over https:// only.")},
        {"player_failed", QT_TRANSLATE_NOOP("ErrorText", "This video can't be played here."),
         QT_TRANSLATE_NOOP("ErrorText", "The file may be damaged, or its format isn't known on this machine.")},
};

Sentences generic(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return {"", QT_TRANSLATE_NOOP("ErrorText", "Some entries can't be accepted."), ""};
    case ErrorCode::Unauthenticated:
        return {"", QT_TRANSLATE_NOOP("ErrorText", "You are not signed in."),
                QT_TRANSLATE_NOOP("ErrorText", "Sign in again to go on; your work stays as it is.")};
    case ErrorCode::PermissionDenied: return {"", QT_TRANSLATE_NOOP("ErrorText", "Your account may not do this."), ""};
    case ErrorCode::NotFound:
    case ErrorCode::Gone: return {"", QT_TRANSLATE_NOOP("ErrorText", "This isn't there any more."), ""};
    case ErrorCode::Conflict:
        return {"", QT_TRANSLATE_NOOP("ErrorText", "This clashes with something that is already there."), ""};
    case ErrorCode::TooLarge: return {"", QT_TRANSLATE_NOOP("ErrorText", "This is too large for the server."), ""};
    case ErrorCode::UnsupportedMedia:
        return {"", QT_TRANSLATE_NOOP("ErrorText", "This kind of file can't be used."), ""};
    case ErrorCode::FailedPrecondition:
        return {"", QT_TRANSLATE_NOOP("ErrorText", "This isn't possible as things stand."), ""};
    case ErrorCode::RateLimited:
        return {"", QT_TRANSLATE_NOOP("ErrorText", "Too many tries in a short time."),
                QT_TRANSLATE_NOOP("ErrorText", "Wait a moment, then try again.")};
    case ErrorCode::Cancelled: return {"", QT_TRANSLATE_NOOP("ErrorText", "Cancelled."), ""};
    case ErrorCode::Unavailable:
        return {"", QT_TRANSLATE_NOOP("ErrorText", "The server is busy."),
                QT_TRANSLATE_NOOP("ErrorText", "Try again in a moment.")};
    case ErrorCode::DataLoss:
        return {"", QT_TRANSLATE_NOOP("ErrorText", "Stored data can't be read."),
                QT_TRANSLATE_NOOP("ErrorText", "Stop working on it and restore the last backup.")};
    case ErrorCode::Internal: break;
    }
    return {"", QT_TRANSLATE_NOOP("ErrorText", "Something went wrong in the program."),
            QT_TRANSLATE_NOOP("ErrorText", "Try again. If it stays, copy the details and report them.")};
}

QString said(const char *text)
{
    return text && *text ? QCoreApplication::translate("ErrorText", text) : QString();
}

}  // namespace

ErrorWords describe(const Error &error)
{
    const QString reason = error.reason.isEmpty() ? defaultReason(error.code) : error.reason;
    for (const Sentences &known : Known) {
        if (reason == QLatin1String(known.reason))
            return {said(known.what), said(known.next)};
    }
    const Sentences fallback = generic(error.code);
    ErrorWords words{said(fallback.what), said(fallback.next)};
    if (words.next.isEmpty())
        words.next = error.message;
    return words;
}

QString errorDetails(const Error &error)
{
    const ErrorWords words = describe(error);
    QStringList lines{words.what};
    if (!words.next.isEmpty())
        lines << words.next;
    if (!error.message.isEmpty() && error.message != words.next)
        lines << error.message;
    lines << u"[%1]"_s.arg(error.reason.isEmpty() ? defaultReason(error.code) : error.reason);
    if (!error.detail.isEmpty())
        lines << QString::fromUtf8(json::compact(error.detail));
    return lines.join(u'\n');
}

}  // namespace ui
