#pragma once

#include <QJsonObject>
#include <QString>

#include <type_traits>
#include <utility>
#include <variant>

/// Failures are values (ARCHITECTURE §6.3). No exception crosses a module.
/// Thread: plain values, may be moved between threads.

/// The canonical codes. They map to HTTP in one place (backend/http/middleware/errormapping) and to dialogs in one place
/// (widgets/common/text/errortext).
enum class ErrorCode {
    InvalidArgument,     ///< 400: the caller's input is wrong, whatever the state
    Unauthenticated,     ///< 401: no or bad credentials
    PermissionDenied,    ///< 403: role or ownership does not allow it
    NotFound,            ///< 404
    Conflict,            ///< 409: stale revision, duplicate, idempotency clash
    Gone,                ///< 410: it was there and is not any more
    TooLarge,            ///< 413
    UnsupportedMedia,    ///< 415: the bytes are not what they claim to be
    FailedPrecondition,  ///< 422: well-formed but not possible in the present state
    RateLimited,         ///< 429, `detail.retryAfter` in s
    Cancelled,           ///< the caller took it back
    Internal,            ///< 500: our fault; the text says no more than it must
    Unavailable,         ///< 503, `detail.retryAfter` in s: try again later
    DataLoss             ///< 500: stored data can't be read or an fsync failed
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString reason;      ///< stable snake_case text of the contract ("stale_revision"); empty: the default of the code
    QString message;     ///< for people
    QJsonObject detail;  ///< machine-readable particulars, may be empty

    static Error invalid(QString message, QString reason = {}, QJsonObject detail = {})
    {
        return {ErrorCode::InvalidArgument, std::move(reason), std::move(message), std::move(detail)};
    }
    static Error notFound(QString message, QString reason = {})
    {
        return {ErrorCode::NotFound, std::move(reason), std::move(message), {}};
    }
    static Error denied(QString message, QString reason = {})
    {
        return {ErrorCode::PermissionDenied, std::move(reason), std::move(message), {}};
    }
    static Error conflict(QString message, QString reason = {}, QJsonObject detail = {})
    {
        return {ErrorCode::Conflict, std::move(reason), std::move(message), std::move(detail)};
    }
    static Error precondition(QString message, QString reason = {}, QJsonObject detail = {})
    {
        return {ErrorCode::FailedPrecondition, std::move(reason), std::move(message), std::move(detail)};
    }
    static Error internal(QString message) { return {ErrorCode::Internal, {}, std::move(message), {}}; }
};

/// The reason of a code when an error brings none ("not_found").
QString defaultReason(ErrorCode code);

/// A value or an Error. `if (!r) return r.error();` passes a failure on.
template<class T>
class [[nodiscard]] Result
{
public:
    using Value = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    bool ok() const { return m_state.index() == 0; }

    T &value() & { return std::get<0>(m_state); }
    const T &value() const & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template<>
class [[nodiscard]] Result<void>
{
public:
    using Value = void;

    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}

    explicit operator bool() const { return m_ok; }
    bool ok() const { return m_ok; }
    const Error &error() const { return m_error; }

private:
    Error m_error;
    bool m_ok = true;
};
