#pragma once

#include "backend/media/store/mediastore.h"

namespace media {

/// Puts away what a program that died, or a database that came back from a backup, left behind: folders of assets that
/// are not among `knownUids` are set aside, known ones that were set aside come back. Nothing is deleted: films are
/// hours of encoding and the database may be an older one. What can't be moved is logged and stays. Thread: the start's.
void tidy(MediaStore &store, const QStringList &knownUids);

}  // namespace media
