#include "widgets/common/text/preferences.h"

#include <QFileInfo>
#include <QSettings>
#include <QStorageInfo>

namespace ui {

Result<void> keepPreferences(const QSettings &settings)
{
    // A settings object never forgets a failure; a fresh one for the same file shares what is to be written, and knows
    // of this attempt alone.
    QSettings now(settings.fileName(), settings.format());
    now.sync();
    if (now.status() == QSettings::NoError)
        return {};
    const QStorageInfo storage(QFileInfo(settings.fileName()).absolutePath());
    constexpr qint64 Least = 64 * 1024;
    const bool full = storage.isValid() && storage.bytesAvailable() < Least;
    return Error{ErrorCode::Unavailable,
                 full ? QStringLiteral("disk_full") : QStringLiteral("preferences_not_written"),
                 QStringLiteral("%1 can't be written.").arg(settings.fileName()),
                 {}};
}

}  // namespace ui
