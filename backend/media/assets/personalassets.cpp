#include "backend/media/assets/personalassets.h"

namespace media {

using database::ExportAs;

Result<QJsonObject> PersonalAssets::exportOf(database::Connection &c, UserId person) const
{
    const auto assets = database::exportedRows(
            c, "SELECT uid, filename, status, created_at, ready_at FROM assets WHERE owner_id = ? ORDER BY id", person,
            {{"uid", ExportAs::Text},
             {"filename", ExportAs::Text},
             {"status", ExportAs::Text},
             {"created_at", ExportAs::Time},
             {"ready_at", ExportAs::Time}});
    if (!assets)
        return assets.error();
    return QJsonObject{{QStringLiteral("assets"), *assets}};
}

Result<void> PersonalAssets::erase(database::Transaction &tx, UserId person)
{
    // An owner has each content once (assets_by_content), and so has owner 0, to whom two people may leave the same: then
    // the uid stands for the hash, as it does before a file was hashed.
    return database::runForPerson(tx, person,
                                  {"UPDATE assets SET sha256 = uid WHERE owner_id = ? AND sha256 IN "
                                   "(SELECT a.sha256 FROM assets a WHERE a.owner_id = 0)",
                                   "UPDATE assets SET owner_id = 0 WHERE owner_id = ?"});
}

}  // namespace media
