#include "backend/encryption/schoolkeys.h"

#include "backend/encryption/sealingkeyrepository.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace encryption {

using database::Connection;
using database::Transaction;

namespace {

constexpr int RowsAtOnce = 500;  // a write that lasts a few milliseconds: others come between

FieldPlace placeOf(const QByteArray &keyId)
{
    return {"sealing_keys", "check_value", keyId};
}

Error missing(const QString &file)
{
    return {ErrorCode::FailedPrecondition,
            u"field_keys_missing"_s,
            u"Telephone numbers, accounts at WeChat and numbers of payments in this school are sealed with keys that "
            u"the "
            "file %1 hasn't got. Nothing has been changed. Put the school's own file back: it stands in no backup of "
            "the "
            "school. If it is lost, \"coursewright-server keys new --data DIR\" makes new keys, and what was sealed "
            "stays "
            "unreadable."_s.arg(QDir::toNativeSeparators(file)),
            {}};
}

QString asideOf(const QString &file, Millis now)
{
    return u"%1.replaced-%2"_s.arg(file).arg(now);
}

/// Whether the file's keys are those that the database knows.
bool opensAll(const FieldKeys &keys, const std::vector<NamedKey> &named)
{
    const FieldCipher cipher(keys);
    return std::all_of(named.begin(), named.end(), [&](const NamedKey &key) {
        const auto opened = cipher.open(placeOf(key.id), key.check);
        return opened && *opened == key.id;
    });
}

}  // namespace

Result<bool> SchoolKeys::anythingSealed() const
{
    return m_database.read([this](Connection &c) -> Result<bool> {
        for (const SealedColumn *column : m_columns) {
            const auto any = column->hasAny(c);
            if (!any || *any)
                return any;
        }
        return false;
    });
}

Result<FieldCipher> SchoolKeys::open(bool makeMissing, Millis now) const
{
    const auto keys = settle(makeMissing, now);
    if (!keys)
        return keys.error();
    if (const auto recorded = record(*keys, now); !recorded)
        return recorded.error();
    return FieldCipher(*keys);
}

Result<FieldKeys> SchoolKeys::settle(bool makeMissing, Millis now) const
{
    const auto named = m_database.read([](Connection &c) { return SealingKeyRepository::all(c); });
    if (!named)
        return named.error();
    const auto keys = FieldKeys::read(m_file);
    if (keys && opensAll(*keys, *named))
        return keys;
    if (!keys && keys.error().code != ErrorCode::NotFound)
        return keys.error();
    if (keys && !makeMissing)
        return missing(m_file);
    if (!named->empty() && !makeMissing) {
        // Another server may be about to seal something with keys that it has and this one has not.
        if (m_database.hasOtherWriters())
            return missing(m_file);
        const auto any = anythingSealed();
        if (!any)
            return any.error();
        if (*any)
            return missing(m_file);
    }
    return makeAnew(now);
}

/// The file is on disk before anything can be sealed with it.
Result<FieldKeys> SchoolKeys::makeAnew(Millis now) const
{
    const FieldKeys keys = FieldKeys::make(now);
    // It may hold keys of another school, or of what somebody puts back tomorrow.
    if (QFile::exists(m_file) && !QFile::rename(m_file, asideOf(m_file, now)))
        return Error{ErrorCode::Unavailable,
                     u"folder_not_writable"_s,
                     u"%1 can't be put aside."_s.arg(QDir::toNativeSeparators(m_file)),
                     {}};
    if (const auto written = keys.write(m_file); !written)
        return written.error();
    const auto forgotten =
            m_database.write([&](Transaction &tx) { return SealingKeyRepository::removeAllBut(tx, keys.active()); });
    return forgotten ? Result<FieldKeys>(keys) : forgotten.error();
}

/// Writes only where there is something to record: a damaged store takes no writes and is still to open, for reading.
Result<void> SchoolKeys::record(const FieldKeys &keys, Millis now) const
{
    const auto named = m_database.read([](Connection &c) { return SealingKeyRepository::all(c); });
    if (!named)
        return named.error();
    if (std::any_of(named->begin(), named->end(), [&](const NamedKey &key) { return key.id == keys.active(); }))
        return {};
    const NamedKey key{keys.active(), FieldCipher(keys).seal(placeOf(keys.active()), keys.active())};
    return m_database.write([&](Transaction &tx) { return SealingKeyRepository::add(tx, key, now); });
}

Result<qint64> SchoolKeys::rotate(const Progress &progress, Millis now) const
{
    auto keys = settle(false, now);
    if (!keys)
        return keys.error();
    if (keys->ids().size() == 1) {  // else one that was broken off goes on
        keys = keys->rotated(now);
        if (const auto written = keys->write(m_file); !written)
            return written.error();
    }
    if (const auto recorded = record(*keys, now); !recorded)
        return recorded.error();
    const auto rows = resealAll(FieldCipher(*keys), progress);
    if (!rows)
        return rows;
    const auto forgotten =
            m_database.write([&](Transaction &tx) { return SealingKeyRepository::removeAllBut(tx, keys->active()); });
    if (!forgotten)
        return forgotten.error();
    const auto written = keys->onlyActive().write(m_file);
    return written ? rows : Result<qint64>(written.error());
}

Result<qint64> SchoolKeys::resealAll(const FieldCipher &cipher, const Progress &progress) const
{
    qint64 rows = 0;
    for (const SealedColumn *column : m_columns) {
        for (qint64 after = 0;;) {
            const auto done = resealNext(*column, cipher, after);
            if (!done)
                return done.error();
            if (*done == 0)
                break;
            rows += *done;
            if (!progress(rows))
                return Error{
                        ErrorCode::Cancelled, u"cancelled"_s, u"It was broken off; the next time it goes on."_s, {}};
        }
    }
    return rows;
}

/// Moves `after` behind the rows it has seen, and answers how many those were.
Result<qint64> SchoolKeys::resealNext(const SealedColumn &column, const FieldCipher &cipher, qint64 &after) const
{
    const auto seen = m_database.write([&](Transaction &tx) -> Result<std::vector<SealedValue>> {
        auto values = column.next(tx, after, RowsAtOnce);
        if (!values)
            return values;
        for (const SealedValue &value : *values) {
            if (!cipher.isStale(value.sealed))
                continue;
            const FieldPlace place = column.place(value.row);
            const auto plain = cipher.open(place, value.sealed);
            if (!plain)
                return plain.error();
            if (auto ok = column.replace(tx, {value.row, cipher.seal(place, *plain)}); !ok)
                return ok.error();
        }
        return values;
    });
    if (!seen)
        return seen.error();
    if (!seen->empty())
        after = seen->back().row;
    return qint64(seen->size());
}

}  // namespace encryption
