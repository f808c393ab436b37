#include "backend/media/store/completeness.h"

#include "backend/media/assets/assetrepository.h"

using namespace Qt::StringLiterals;

namespace media {

Result<QStringList> missingFiles(database::Connection &c, const MediaStore &store)
{
    const auto expected = AssetRepository::expectedFiles(c);
    if (!expected)
        return expected.error();
    QStringList out;
    for (const ExpectedFile &file : *expected) {
        const auto size = store.size(file.key);
        if (!size)
            out.append(u"%1 is missing"_s.arg(file.key));
        else if (file.bytes && *size != *file.bytes)
            out.append(u"%1 has %2 bytes instead of %3"_s.arg(file.key).arg(*size).arg(*file.bytes));
    }
    return out;
}

}  // namespace media
