#include "models/domain/learning/progressmerge.h"

namespace learning {

namespace {

constexpr char Version = 2;
constexpr char VersionWithoutFilms = 1;

void putNumber(QByteArray &out, quint64 n)
{
    while (n >= 0x80) {
        out.append(char(n | 0x80));
        n >>= 7;
    }
    out.append(char(n));
}

// The sign goes into the lowest bit.
void putSigned(QByteArray &out, qint64 n)
{
    putNumber(out, (quint64(n) << 1) ^ quint64(n >> 63));
}

void putBytes(QByteArray &out, const QByteArray &bytes)
{
    putNumber(out, quint64(bytes.size()));
    out.append(bytes);
}

/// Reads what the three above wrote; `ok` turns false at the first thing that can't be.
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
    qint64 signedNumber()
    {
        const quint64 folded = number();
        return qint64(folded >> 1) ^ -qint64(folded & 1);
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

bool readFormerFilm(Reader &in, FilmProgress &film)
{
    film.film = AssetId(qint64(in.number()));
    film.position = Millis(in.number());
    film.positionTime = Millis(in.number());
    film.seq = in.signedNumber();
    film.device = QString::fromUtf8(in.bytes());
    film.duration = Millis(in.number());
    film.shortest = Millis(in.number());
    auto seconds = WatchedSet::fromBlob(in.bytes());
    if (!in.ok || !seconds || film.position < 0 || film.positionTime < 0 || film.duration < 0 || film.shortest < 0)
        return false;
    film.watched = std::move(*seconds);
    return true;
}

}  // namespace

QByteArray ProgressState::restToBlob() const
{
    QByteArray out;
    out.reserve(96);
    out.append(Version);
    putNumber(out, quint64(film.value));
    putNumber(out, quint64(lastSeen() - positionTime));
    putSigned(out, seq);
    putBytes(out, device.toUtf8());
    putNumber(out, quint64(duration));
    putNumber(out, quint64(shortest));
    putNumber(out, quint64(readPercent));
    putBytes(out, watched.toBlob());
    putBytes(out, counters.toBlob());
    for (const FilmProgress &other : formerFilms) {
        putNumber(out, quint64(other.film.value));
        putNumber(out, quint64(other.position));
        putNumber(out, quint64(other.positionTime));
        putSigned(out, other.seq);
        putBytes(out, other.device.toUtf8());
        putNumber(out, quint64(other.duration));
        putNumber(out, quint64(other.shortest));
        putBytes(out, other.watched.toBlob());
    }
    return out;
}

bool ProgressState::restFromBlob(const QByteArray &blob)
{
    if (blob.isEmpty() || (blob.front() != Version && blob.front() != VersionWithoutFilms))
        return false;
    Reader in{blob, 1};
    if (blob.front() == Version) {
        film = AssetId(qint64(in.number()));
        positionTime -= Millis(in.number());
    }
    seq = in.signedNumber();
    device = QString::fromUtf8(in.bytes());
    duration = Millis(in.number());
    shortest = Millis(in.number());
    readPercent = int(in.number());
    auto seconds = WatchedSet::fromBlob(in.bytes());
    auto time = WatchCounters::fromBlob(in.bytes());
    if (!in.ok || !seconds || !time || duration < 0 || shortest < 0 || positionTime < 0)
        return false;
    watched = std::move(*seconds);
    counters = std::move(*time);
    while (in.at < blob.size()) {
        FilmProgress other;
        if (blob.front() != Version || !readFormerFilm(in, other))
            return false;
        formerFilms.push_back(std::move(other));
    }
    return true;
}

}  // namespace learning
