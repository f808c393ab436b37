#include "backend/accounts/people/personalaccount.h"

namespace accounts {

using database::ExportAs;

Result<QJsonObject> PersonalAccount::exportOf(database::Connection &c, UserId person) const
{
    const auto account = database::exportedRows(
            c, "SELECT id, login, display_name, role, disabled, created_at, updated_at FROM users WHERE id = ?", person,
            {{"id", ExportAs::Integer},
             {"login", ExportAs::Text},
             {"display_name", ExportAs::Text},
             {"role", ExportAs::Text},
             {"disabled", ExportAs::Boolean},
             {"created_at", ExportAs::Time},
             {"updated_at", ExportAs::Time}});
    if (!account)
        return account.error();
    const auto consents = database::exportedRows(
            c, "SELECT document, version, granted, created_at FROM consents WHERE user_id = ? ORDER BY id", person,
            {{"document", ExportAs::Text},
             {"version", ExportAs::Text},
             {"granted", ExportAs::Boolean},
             {"created_at", ExportAs::Time}});
    if (!consents)
        return consents.error();
    const auto sessions = database::exportedRows(
            c,
            "SELECT device, started_at, issued_at, expires_at, used_at, revoked_at FROM refresh_tokens "
            "WHERE user_id = ? ORDER BY id",
            person,
            {{"device", ExportAs::Text},
             {"started_at", ExportAs::Time},
             {"issued_at", ExportAs::Time},
             {"expires_at", ExportAs::Time},
             {"used_at", ExportAs::Time},
             {"revoked_at", ExportAs::Time}});
    if (!sessions)
        return sessions.error();
    const auto devices = database::exportedRows(c, "SELECT seen_at FROM known_devices WHERE user_id = ? ORDER BY id",
                                                person, {{"seen_at", ExportAs::Time}});
    if (!devices)
        return devices.error();
    return QJsonObject{{QStringLiteral("account"), account->first()},
                       {QStringLiteral("consents"), *consents},
                       {QStringLiteral("sessions"), *sessions},
                       {QStringLiteral("devices"), *devices}};
}

Result<void> PersonalAccount::erase(database::Transaction &tx, UserId person)
{
    return database::runForPerson(tx, person,
                                  {"DELETE FROM idempotency_keys WHERE user_id = ?",
                                   "DELETE FROM known_devices WHERE user_id = ?",
                                   "DELETE FROM refresh_tokens WHERE user_id = ?",
                                   "DELETE FROM consents WHERE user_id = ?", "DELETE FROM users WHERE id = ?"});
}

}  // namespace accounts
