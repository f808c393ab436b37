#include "backend/commerce/bill/billarchive.h"

#include "backend/commerce/bill/billtext.h"

#include <QtEndian>

#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/crc.hpp>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr qsizetype EndBytes = 22;    // of the record that ends a zip, without its comment
constexpr qsizetype EntryBytes = 46;  // of an entry in the list of contents, without its names
constexpr qsizetype HeadBytes = 30;   // of the head before a file's bytes, likewise
constexpr qsizetype MaxComment = 65'535;
constexpr int MaxFiles = 16;
constexpr quint16 Stored = 0;
constexpr quint16 Deflated = 8;

Error badArchive(const QString &what)
{
    return badBill(0, u"is a zip that %1"_s.arg(what));
}

/// Numbers out of bytes, little-endian as zips have them; 0 beyond the end.
class ZipBytes
{
public:
    explicit ZipBytes(const QByteArray &bytes) : m_bytes(bytes) {}
    bool has(qint64 at, qint64 count) const { return at >= 0 && count >= 0 && at + count <= m_bytes.size(); }
    quint16 two(qint64 at) const
    {
        return has(at, 2) ? qFromLittleEndian<quint16>(m_bytes.constData() + at) : quint16(0);
    }
    quint32 four(qint64 at) const { return has(at, 4) ? qFromLittleEndian<quint32>(m_bytes.constData() + at) : 0; }
    QByteArrayView view(qint64 at, qint64 count) const { return QByteArrayView(m_bytes).sliced(at, count); }
    qint64 size() const { return m_bytes.size(); }

private:
    const QByteArray &m_bytes;
};

/// An entry of the list of contents.
struct ZipEntry {
    quint16 flags = 0;
    quint16 method = 0;
    quint32 crc = 0;
    qint64 packed = 0;
    qint64 plain = 0;
    qint64 head = 0;  ///< where its head stands
};

std::optional<qint64> endOf(const ZipBytes &zip)
{
    for (qint64 at = zip.size() - EndBytes; at >= 0 && at >= zip.size() - EndBytes - MaxComment; --at) {
        if (zip.four(at) == 0x06054b50 && at + EndBytes + zip.two(at + 20) == zip.size())
            return at;
    }
    return std::nullopt;
}

Result<std::vector<ZipEntry>> contentsOf(const ZipBytes &zip)
{
    const auto end = endOf(zip);
    if (!end)
        return badArchive(u"isn't whole"_s);
    const int count = zip.two(*end + 10);
    if (count > MaxFiles || count != zip.two(*end + 8))
        return badArchive(u"holds too many files"_s);
    std::vector<ZipEntry> entries;
    qint64 at = zip.four(*end + 16);
    for (int i = 0; i < count; ++i) {
        if (!zip.has(at, EntryBytes) || zip.four(at) != 0x02014b50)
            return badArchive(u"has a list of contents that can't be read"_s);
        entries.push_back({zip.two(at + 8), zip.two(at + 10), zip.four(at + 16), zip.four(at + 20), zip.four(at + 24),
                           zip.four(at + 42)});
        at += EntryBytes + zip.two(at + 28) + zip.two(at + 30) + zip.two(at + 32);
    }
    return entries;
}

std::optional<QByteArray> inflated(QByteArrayView packed, qint64 size)
{
    namespace zlib = boost::beast::zlib;
    QByteArray plain(size, Qt::Uninitialized);
    zlib::inflate_stream stream;
    zlib::z_params params;
    params.next_in = packed.data();
    params.avail_in = size_t(packed.size());
    params.next_out = plain.data();
    params.avail_out = size_t(plain.size());
    boost::beast::error_code error;
    stream.write(params, zlib::Flush::finish, error);
    const bool isWhole = error == zlib::error::end_of_stream && params.avail_out == 0 && params.avail_in == 0;
    return isWhole ? std::optional(plain) : std::nullopt;
}

Result<QByteArray> fileOf(const ZipBytes &zip, const ZipEntry &entry)
{
    if (entry.flags & 1)
        return badArchive(u"is encrypted"_s);
    if (entry.plain == 0)
        return QByteArray();
    if (entry.method != Stored && entry.method != Deflated)
        return badArchive(u"is packed in a way that isn't known here"_s);
    if (!zip.has(entry.head, HeadBytes) || zip.four(entry.head) != 0x04034b50)
        return badArchive(u"lists a file that isn't there"_s);
    const qint64 from = entry.head + HeadBytes + zip.two(entry.head + 26) + zip.two(entry.head + 28);
    if (!zip.has(from, entry.packed))
        return badArchive(u"isn't whole"_s);
    const QByteArrayView packed = zip.view(from, entry.packed);
    const auto plain = entry.method == Stored
                               ? (entry.packed == entry.plain ? std::optional(packed.toByteArray()) : std::nullopt)
                               : inflated(packed, entry.plain);
    if (!plain)
        return badArchive(u"holds a file that can't be unpacked"_s);
    boost::crc_32_type crc;
    crc.process_bytes(plain->constData(), size_t(plain->size()));
    if (crc.checksum() != entry.crc)
        return badArchive(u"holds a file that is damaged"_s);
    return *plain;
}

}  // namespace

bool isBillArchive(const QByteArray &bytes)
{
    return bytes.startsWith("PK\x03\x04") || bytes.startsWith("PK\x05\x06");
}

Result<std::vector<QByteArray>> openBillArchive(const QByteArray &bytes, const BillLimits &limits)
{
    const ZipBytes zip(bytes);
    const auto entries = contentsOf(zip);
    if (!entries)
        return entries.error();
    std::vector<QByteArray> files;
    qint64 left = limits.bytes;
    for (const ZipEntry &entry : *entries) {
        left -= entry.plain;
        if (left < 0)
            return billTooLarge(u"A bill has at most %1 MiB."_s.arg(limits.bytes / (1024 * 1024)));
        auto file = fileOf(zip, entry);
        if (!file)
            return file.error();
        files.push_back(std::move(*file));
    }
    return files;
}

}  // namespace commerce
