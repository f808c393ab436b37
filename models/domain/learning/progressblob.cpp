#include "models/domain/learning/progressmerge.h"

namespace learning {

namespace {

constexpr char Version = 1;

void putNumber(QByteArray &out, quint64 n)
{
    while (n >= 0x80) {
        out.append(char(n | 0x80));
        n >>= 7;
    }
    out.append(char(n));
}

void putBytes(QByteArray &out, const QByteArray &bytes)
{
    putNumber(out, quint64(bytes.size()));
    out.append(bytes);
}

/// Reads what the two above wrote; `ok` turns false at the first thing that can't be.
struct Reader {
    const QByteArray &in;
    qsizetype at;
    bool ok = true;

    quint64 number()
    {
        quint64 n = 0;
        for (int shift = 0; shift <= 63; shift += 7) {
            if (at >= in.size())
                break;
            const quint8 byte = quint8(in.at(at++));
            n |= quint64(byte & 0x7f) << shift;
            if (!(byte & 0x80))
                return n;
        }
        ok = false;
        return 0;
    }
    QByteArray bytes()
    {
        const quint64 size = number();
        if (!ok || size > quint64(in.size() - at)) {
            ok = false;
            return {};
        }
        QByteArray out = in.mid(at, qsizetype(size));
        at += qsizetype(size);
        return out;
    }
};

}  // namespace

QByteArray ProgressState::restToBlob() const
{
    QByteArray out;
    out.reserve(64);
    out.append(Version);
    putNumber(out, (quint64(seq) << 1) ^ quint64(seq >> 63));
    putBytes(out, device.toUtf8());
    putNumber(out, quint64(duration));
    putNumber(out, quint64(shortest));
    putNumber(out, quint64(readPercent));
    putBytes(out, watched.toBlob());
    putBytes(out, counters.toBlob());
    return out;
}

bool ProgressState::restFromBlob(const QByteArray &blob)
{
    if (blob.isEmpty() || blob.front() != Version)
        return false;
    Reader in{blob, 1};
    const quint64 folded = in.number();
    seq = qint64(folded >> 1) ^ -qint64(folded & 1);
    device = QString::fromUtf8(in.bytes());
    duration = Millis(in.number());
    shortest = Millis(in.number());
    readPercent = int(in.number());
    auto seconds = WatchedSet::fromBlob(in.bytes());
    auto time = WatchCounters::fromBlob(in.bytes());
    if (!in.ok || in.at != blob.size() || !seconds || !time || duration < 0 || shortest < 0)
        return false;
    watched = std::move(*seconds);
    counters = std::move(*time);
    return true;
}

}  // namespace learning
