#include "models/domain/learning/syncbody.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace learning {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr size_t LongestNumber = 24;

// What is plain: these answer true only where Qt reads the same. Each takes its value from the reader, which passes over
// what was not taken without looking whether it is JSON.

/// A word, number or text as it stands there.
std::string_view tokenOf(ondemand::value v)
{
    const std::string_view token = v.raw_json_token();  // with the white space behind it
    return token.substr(0, token.find_last_not_of(" \t\n\r") + 1);
}

/// Text of printable ASCII without escapes, without its quotes; nullopt: another.
std::optional<QByteArrayView> plainText(ondemand::value v)
{
    const auto isPlain = [](char c) { return c >= 0x20 && c <= 0x7e && c != '\\'; };
    const std::string_view token = tokenOf(v);
    ondemand::raw_json_string raw;
    if (token.size() < 2 || v.get_raw_json_string().get(raw))
        return std::nullopt;
    const QByteArrayView text(token.data() + 1, qsizetype(token.size()) - 2);
    return std::all_of(text.begin(), text.end(), isPlain) ? std::optional(text) : std::nullopt;
}

/// A decimal number, neither long nor with an exponent: what is closer to nothing than a double can be is zero here and
/// a fault to Qt.
std::optional<double> plainNumber(ondemand::value v)
{
    double number = 0;
    const std::string_view token = tokenOf(v);
    const auto isExponent = [](char c) { return c == 'e' || c == 'E'; };
    if (token.size() > LongestNumber || std::any_of(token.begin(), token.end(), isExponent) ||
        v.get_double().get(number) || std::fabs(number) > MaxExact)
        return std::nullopt;
    return number;
}

std::optional<double> wholeNumber(ondemand::value v)
{
    const auto number = plainNumber(v);
    return number && std::floor(*number) == *number ? number : std::nullopt;
}

/// An id as the server knows it, and as it came.
bool plainId(ondemand::value v, QString &out, QByteArray &raw)
{
    if (const auto text = plainText(v)) {
        out = QString::fromLatin1(*text);
        raw = '"' + text->toByteArray() + '"';
        return !text->isEmpty() && text->size() <= MaxIdLength;
    }
    const auto number = wholeNumber(v);
    if (!number || *number <= 0)
        return false;
    out = QString::number(qint64(*number));
    raw = out.toLatin1();
    return true;
}

bool plainName(ondemand::value v, QString &out)
{
    const auto text = plainText(v);
    if (!text || text->size() > MaxIdLength)
        return false;
    out = QString::fromLatin1(*text);
    return true;
}

bool plainSeconds(ondemand::value v, double &out, Millis &ms)
{
    const auto seconds = plainNumber(v);
    if (!seconds || *seconds < 0 || *seconds > double(MaxLessonTime) / 1000)
        return false;
    out = *seconds;
    ms = std::llround(out * 1000);
    return true;
}

bool plainFlag(ondemand::value v, bool &out)
{
    if (!v.get_bool().get(out))
        return true;
    const auto number = plainNumber(v);
    out = number == 1.0;
    return number.has_value();
}

bool isNull(ondemand::value v)
{
    const simdjson::simdjson_result<bool> none = v.is_null();  // newer versions answer with such a result
    return !none.error() && none.value_unsafe();
}

bool plainInterval(ondemand::value v, WatchedSet &set)
{
    ondemand::array pair;
    if (v.get_array().get(pair))
        return false;
    double ends[2] = {};
    size_t count = 0;
    for (auto next : pair) {
        ondemand::value end;
        const auto number = count < 2 && !next.get(end) ? plainNumber(end) : std::nullopt;
        if (!number)
            return false;
        ends[count++] = *number;
    }
    const auto [from, to] = ends;
    if (count != 2 || !(from >= 0 && from <= to && to <= WatchedSet::MaxSecond))
        return false;
    set.add(int(std::lround(from)), int(std::lround(to)), 0);
    return true;
}

bool plainWatched(ondemand::value v, std::optional<WatchedSet> &out)
{
    ondemand::array list;
    if (v.get_array().get(list))
        return false;
    WatchedSet set;
    int count = 0;
    for (auto next : list) {
        ondemand::value interval;
        if (++count > WatchedSet::MaxIntervals || next.get(interval) || !plainInterval(interval, set))
            return false;
    }
    out = std::move(set);
    return true;
}

/// One object of the list. What it accepts, readSentRecord accepts with the same result.
class RecordReader
{
public:
    bool read(ondemand::value v, SyncEntry &entry)
    {
        ondemand::object members;
        if (v.get_object().get(members))
            return false;
        for (auto next : members) {
            ondemand::field member;
            if (std::move(next).get(member) || !field(member, entry))
                return false;
        }
        if ((m_seen & Needed) != Needed || m_sent.duration <= 0 || m_current > m_total)
            return false;
        entry.sent = std::move(m_sent);
        return true;
    }

private:
    enum Field {
        Course = 1,
        Chapter = 2,
        Current = 4,
        Total = 8,
        Completed = 16,
        Updated = 32,
        Device = 64,
        Session = 128,
        Seq = 256,
        Seconds = 512,
        Watched = 1024,
        Film = 2048,
        Needed = Course | Chapter | Current | Total
    };

    bool once(Field field)
    {
        const bool fresh = !(m_seen & field);
        m_seen |= field;
        return fresh;
    }

    bool field(ondemand::field &member, SyncEntry &entry)
    {
        const ondemand::raw_json_string key = member.key();
        const ondemand::value v = member.value();
        if (key == "courseId")
            return once(Course) && plainId(v, m_sent.course, entry.courseId);
        if (key == "chapterId")
            return once(Chapter) && plainId(v, m_sent.lesson, entry.chapterId);
        if (key == "currentTime")
            return once(Current) && plainSeconds(v, m_current, m_sent.position);
        if (key == "totalTime")
            return once(Total) && plainSeconds(v, m_total, m_sent.duration);
        if (key == "isCompleted")
            return once(Completed) && plainFlag(v, m_sent.claimsCompleted);
        if (key == "lastUpdateTime")
            return once(Updated) && readTime(v);
        if (key == "deviceId")
            return once(Device) && plainName(v, m_sent.device);
        if (key == "sessionId")
            return once(Session) && plainName(v, m_sent.session);
        if (key == "seq")
            return once(Seq) && readSeq(v);
        if (key == "watchSeconds")
            return once(Seconds) && readWatchSeconds(v);
        if (key == "watched")
            return once(Watched) && plainWatched(v, m_sent.watched);
        if (key == "mediaRevision")
            return once(Film) && readFilm(v);
        return unknown(member);
    }

    bool readTime(ondemand::value v)
    {
        if (const auto number = plainNumber(v))
            m_sent.time = std::llround(*number);
        return m_sent.time.has_value();
    }

    bool readSeq(ondemand::value v)
    {
        const auto number = plainNumber(v);
        m_sent.seq = qint64(number.value_or(0));
        return number.has_value();
    }

    bool readWatchSeconds(ondemand::value v)
    {
        const auto number = plainNumber(v);
        if (!number || *number < 0)
            return false;
        m_sent.watchSeconds = int(std::lround(std::min(*number, 86400.0)));
        return true;
    }

    bool readFilm(ondemand::value v)
    {
        if (const auto text = plainText(v))
            m_sent.film = filmFromText(*text);
        return m_sent.film.has_value();
    }

    /// A field that means nothing here; what stands twice is for the other way to refuse.
    bool unknown(ondemand::field &member)
    {
        const ondemand::raw_json_string raw = member.key();
        std::string_view key;
        if (member.unescaped_key().get(key) || raw != key)  // a known one may hide behind escapes
            return false;
        const auto end = m_unknown.begin() + std::ptrdiff_t(m_unknownCount);
        if (end == m_unknown.end() || std::find(m_unknown.begin(), end, key) != end)
            return false;
        m_unknown[m_unknownCount++] = key;
        bool flag = false;
        return isNull(member.value()) || plainFlag(member.value(), flag) || plainText(member.value());
    }

    SentRecord m_sent;
    double m_current = 0;
    double m_total = 0;
    int m_seen = 0;
    std::array<std::string_view, 8> m_unknown;
    size_t m_unknownCount = 0;
};

bool plainList(ondemand::value v, std::vector<SyncEntry> &entries)
{
    ondemand::array list;
    if (v.get_array().get(list))
        return false;
    for (auto next : list) {
        ondemand::value record;
        if (entries.size() == size_t(MaxSyncRecords) || next.get(record) ||
            !RecordReader().read(record, entries.emplace_back()))
            return false;
    }
    return !entries.empty();
}

bool plainMember(std::string_view key, ondemand::value v, SyncBody &out)
{
    if (key == "progressList")
        return out.entries.empty() && plainList(v, out.entries);
    const auto time = key == "sentAt" && !out.sentAt ? wholeNumber(v) : std::nullopt;
    if (time)
        out.sentAt = qint64(*time);
    return time.has_value();
}

}  // namespace

std::optional<SyncBody> scanSyncBody(QByteArrayView body)
{
    const simdjson::padded_string padded(body.data(), size_t(body.size()));
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object members;
    if (parser.iterate(padded).get(document) || document.get_object().get(members))
        return std::nullopt;
    SyncBody out;
    for (auto next : members) {
        ondemand::field member;
        std::string_view key;
        if (std::move(next).get(member) || member.unescaped_key().get(key) || !plainMember(key, member.value(), out))
            return std::nullopt;
    }
    const char *rest = nullptr;
    const bool atEnd = document.current_location().get(rest) == simdjson::OUT_OF_BOUNDS;
    return atEnd && !out.entries.empty() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace learning
