#pragma once

#include "models/domain/catalog/foldercourse.h"

#include <QList>
#include <QUrl>

namespace catalog {

/// All files under what was dropped, relative to their common folder.
struct ImportFiles {
    QString base;                    ///< absolute
    QString name;                    ///< of the one folder that was dropped, or of the folder the files lie in
    bool isFolder = false;           ///< exactly one folder was dropped
    QStringList paths;               ///< plain files that can be read
    std::vector<LeftOver> leftOver;  ///< what the disk says against the others
};

/// Blocks on the disk: not for the GUI's thread. Links are not followed and pipes not opened, so nothing hangs.
ImportFiles findImportFiles(const QList<QUrl> &dropped, int most);

}  // namespace catalog
