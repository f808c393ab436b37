#pragma once

#include "backend/media/store/localmediastore.h"
#include "backend/media/store/removals.h"
#include "backend/media/store/workfolders.h"

namespace media {

/// What who makes and keeps files works with. A value of references; what they refer to is the composition root's.
struct Storage {
    MediaStore &store;
    const WorkFolders &work;
    Removals &removals;
};

/// A school's storage on this machine. Owner: the composition root. Thread: as its parts say.
class LocalStorage
{
public:
    LocalStorage(const QString &dataFolder, const UrlSigner &signer)
        : m_store(dataFolder, signer), m_work(dataFolder), m_removals(m_store)
    {
    }

    /// Makes the folders and, in a school that was there before, empties the work of a program that died. Once, before
    /// the first job or request. Unavailable "folder_not_writable".
    Result<void> prepare(bool newSchool) const
    {
        const auto ok = m_store.prepare();
        return ok ? m_work.prepare(!newSchool) : ok;
    }
    void finish() { m_removals.finish(); }
    Storage parts() { return {m_store, m_work, m_removals}; }

private:
    LocalMediaStore m_store;
    const WorkFolders m_work;
    Removals m_removals;
};

}  // namespace media
