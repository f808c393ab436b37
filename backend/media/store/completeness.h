#pragma once

#include "backend/database/connection.h"
#include "backend/media/store/mediastore.h"

#include <QStringList>

namespace media {

/// The finished files that rows name and the store lacks or has in another size, a sentence each. Thread: any that may wait
/// for the disk, and the connection's.
Result<QStringList> missingFiles(database::Connection &c, const MediaStore &store);

}  // namespace media
