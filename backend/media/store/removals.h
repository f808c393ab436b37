#pragma once

#include "backend/http/server/workerpool.h"
#include "backend/media/store/mediastore.h"

#include <memory>

namespace media {

/// Takes files out of the store after the commit that forgot them, on a thread of its own: the gigabytes of a film, or
/// a store elsewhere, keep neither the writer nor who asked waiting. What a program that dies leaves is put aside by
/// the next start. Thread: any. Owner: the composition root; the destructor lets what is queued finish.
class Removals
{
public:
    explicit Removals(MediaStore &store) : m_store(store), m_thread(std::make_unique<http::WorkerPool>(1)) {}

    void removeFile(const QString &key);
    void removeFolder(const QString &folder);
    /// Lets queued ones finish. Not while more are coming.
    void finish() { m_thread.reset(); }

private:
    void post(const QString &what, Result<void> (MediaStore::*remove)(const QString &));

    MediaStore &m_store;
    std::unique_ptr<http::WorkerPool> m_thread;
};

}  // namespace media
