#include "backend/media/store/removals.h"

namespace media {

void Removals::removeFile(const QString &key)
{
    post(key, &MediaStore::remove);
}

void Removals::removeFolder(const QString &folder)
{
    post(folder, &MediaStore::removeFolder);
}

void Removals::post(const QString &what, Result<void> (MediaStore::*remove)(const QString &))
{
    const bool taken = m_thread && m_thread->post([&store = m_store, what, remove] {
        if (const auto done = (store.*remove)(what); !done)
            qWarning("media: %s stays: %s", qPrintable(what), qPrintable(done.error().message));
    });
    if (!taken)
        qWarning("media: %s stays: too much is to be removed", qPrintable(what));
}

}  // namespace media
