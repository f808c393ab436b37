#include "models/domain/result.h"

QString defaultReason(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return QStringLiteral("invalid_argument");
    case ErrorCode::Unauthenticated: return QStringLiteral("unauthenticated");
    case ErrorCode::PermissionDenied: return QStringLiteral("permission_denied");
    case ErrorCode::NotFound: return QStringLiteral("not_found");
    case ErrorCode::Conflict: return QStringLiteral("conflict");
    case ErrorCode::Gone: return QStringLiteral("gone");
    case ErrorCode::TooLarge: return QStringLiteral("too_large");
    case ErrorCode::UnsupportedMedia: return QStringLiteral("unsupported_media");
    case ErrorCode::FailedPrecondition: return QStringLiteral("failed_precondition");
    case ErrorCode::RateLimited: return QStringLiteral("rate_limited");
    case ErrorCode::Cancelled: return QStringLiteral("cancelled");
    case ErrorCode::Internal: return QStringLiteral("internal");
    case ErrorCode::Unavailable: return QStringLiteral("unavailable");
    case ErrorCode::DataLoss: return QStringLiteral("data_loss");
    }
    return QStringLiteral("internal");
}
