#pragma once

#include "models/domain/result.h"

#include <QString>

namespace media {

/// Where files are made before the store takes them: <data folder>/coursewright-work/<name>/, emptied at every start.
/// On the disk of the store's folder, so that a finished film is moved and not copied. Thread: any; no state but the
/// path. Errors: Unavailable "folder_not_writable".
class WorkFolders
{
public:
    explicit WorkFolders(const QString &dataFolder);

    /// Once, before the first job or request. `emptied`: throws away what a program that died was at.
    Result<void> prepare(bool emptied) const;
    /// A fresh, empty folder; one of that name is removed first.
    Result<QString> make(const QString &name) const;
    void remove(const QString &folder) const;

private:
    const QString m_root;
};

/// A folder of its own for one piece of work, gone with it.
class WorkFolder
{
public:
    WorkFolder(const WorkFolders &all, const QString &name) : m_all(all), m_path(all.make(name)) {}
    ~WorkFolder()
    {
        if (m_path)
            m_all.remove(*m_path);
    }
    WorkFolder(const WorkFolder &) = delete;

    const Result<QString> &path() const { return m_path; }  ///< absolute

private:
    const WorkFolders &m_all;
    const Result<QString> m_path;
};

}  // namespace media
