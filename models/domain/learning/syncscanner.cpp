#include "models/domain/learning/plainscanner.h"
#include "models/domain/learning/syncbody.h"

#include <cmath>
#include <iterator>

namespace learning {

namespace {

bool isWhole(double d)
{
    return std::floor(d) == d;
}

/// One object of the list. What it accepts, readSentRecord accepts with the same result.
class RecordScanner
{
public:
    explicit RecordScanner(PlainScanner &in) : m_in(in) {}

    bool read(SyncEntry &entry)
    {
        if (!m_in.take('{'))
            return false;
        do {
            QByteArrayView key;
            if (!m_in.text(key) || !m_in.take(':') || !field(key, entry))
                return false;
        } while (m_in.take(','));
        if (!m_in.take('}') || (m_seen & Needed) != Needed)
            return false;
        if (m_sent.duration <= 0 || m_current > m_total)
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

    bool field(QByteArrayView key, SyncEntry &entry)
    {
        if (key == "courseId")
            return once(Course) && id(m_sent.course, entry.courseId);
        if (key == "chapterId")
            return once(Chapter) && id(m_sent.lesson, entry.chapterId);
        if (key == "currentTime")
            return once(Current) && seconds(m_current, m_sent.position);
        if (key == "totalTime")
            return once(Total) && seconds(m_total, m_sent.duration);
        if (key == "isCompleted")
            return once(Completed) && boolean(m_sent.claimsCompleted);
        if (key == "lastUpdateTime")
            return once(Updated) && time();
        if (key == "deviceId")
            return once(Device) && name(m_sent.device);
        if (key == "sessionId")
            return once(Session) && name(m_sent.session);
        if (key == "seq")
            return once(Seq) && whole(m_sent.seq);
        if (key == "watchSeconds")
            return once(Seconds) && watchSeconds();
        if (key == "watched")
            return once(Watched) && watched();
        if (key == "mediaRevision")
            return once(Film) && film();
        return unknown(key);
    }

    bool id(QString &out, QByteArray &raw)
    {
        const char *from = m_in.position();
        if (m_in.peek() == '"') {
            QByteArrayView text;
            if (!m_in.text(text) || text.isEmpty() || text.size() > MaxIdLength)
                return false;
            out = QString::fromLatin1(text);
        } else {
            double number = 0;
            if (!m_in.number(number) || !isWhole(number) || number <= 0)
                return false;
            out = QString::number(qint64(number));
            raw = out.toLatin1();
            return true;
        }
        raw = QByteArray(from, m_in.position() - from).trimmed();
        return true;
    }
    bool seconds(double &out, Millis &ms)
    {
        if (!m_in.number(out) || out < 0 || out > double(MaxLessonTime) / 1000)
            return false;
        ms = std::llround(out * 1000);
        return true;
    }
    bool boolean(bool &out)
    {
        double number = 0;
        if (m_in.word("true"))
            out = true;
        else if (m_in.word("false"))
            out = false;
        else if (m_in.number(number))
            out = number == 1;
        else
            return false;
        return true;
    }
    bool time()
    {
        double number = 0;
        if (!m_in.number(number))
            return false;
        m_sent.time = std::llround(number);
        return true;
    }
    bool name(QString &out)
    {
        QByteArrayView text;
        if (!m_in.text(text) || text.size() > MaxIdLength)
            return false;
        out = QString::fromLatin1(text);
        return true;
    }
    bool whole(qint64 &out)
    {
        double number = 0;
        if (!m_in.number(number))
            return false;
        out = qint64(number);
        return true;
    }
    bool watchSeconds()
    {
        double number = 0;
        if (!m_in.number(number) || number < 0)
            return false;
        m_sent.watchSeconds = int(std::lround(std::min(number, 86400.0)));
        return true;
    }
    bool watched()
    {
        WatchedSet set;
        if (!m_in.take('['))
            return false;
        int count = 0;
        if (m_in.peek() != ']') {
            do {
                double from = 0, to = 0;
                if (++count > WatchedSet::MaxIntervals || !m_in.take('[') || !m_in.number(from) || !m_in.take(',') ||
                    !m_in.number(to) || !m_in.take(']') || !(from >= 0 && from <= to && to <= WatchedSet::MaxSecond))
                    return false;
                set.add(int(std::lround(from)), int(std::lround(to)), 0);
            } while (m_in.take(','));
        }
        m_sent.watched = std::move(set);
        return m_in.take(']');
    }
    bool film()
    {
        QByteArrayView text;
        if (!m_in.text(text))
            return false;
        m_sent.film = filmFromText(text);
        return m_sent.film.has_value();
    }
    /// A field that means nothing here; what stands twice is for the other way to refuse.
    bool unknown(QByteArrayView key)
    {
        if (m_unknownCount == std::size(m_unknown))
            return false;
        for (size_t i = 0; i < m_unknownCount; ++i) {
            if (m_unknown[i] == key)
                return false;
        }
        m_unknown[m_unknownCount++] = key;
        QByteArrayView text;
        double number = 0;
        bool truth = false;
        switch (m_in.peek()) {
        case '"': return m_in.text(text);
        case 't':
        case 'f': return boolean(truth);
        case 'n': return m_in.word("null");
        default: return m_in.number(number);
        }
    }

    PlainScanner &m_in;
    SentRecord m_sent;
    double m_current = 0;
    double m_total = 0;
    int m_seen = 0;
    QByteArrayView m_unknown[8];
    size_t m_unknownCount = 0;
};

}  // namespace

std::optional<SyncBody> scanSyncBody(QByteArrayView body)
{
    PlainScanner in(body);
    SyncBody out;
    if (!in.take('{'))
        return std::nullopt;
    bool listSeen = false;
    do {
        QByteArrayView key;
        if (!in.text(key) || !in.take(':'))
            return std::nullopt;
        if (key == "sentAt" && !out.sentAt) {
            double number = 0;
            if (!in.number(number) || !isWhole(number))
                return std::nullopt;
            out.sentAt = qint64(number);
        } else if (key == "progressList" && !listSeen) {
            listSeen = true;
            if (!in.take('['))
                return std::nullopt;
            do {
                if (out.entries.size() == size_t(MaxSyncRecords) || !RecordScanner(in).read(out.entries.emplace_back()))
                    return std::nullopt;
            } while (in.take(','));
            if (!in.take(']'))
                return std::nullopt;
        } else {
            return std::nullopt;
        }
    } while (in.take(','));
    if (!in.take('}') || !in.atEnd() || out.entries.empty())
        return std::nullopt;
    return out;
}

}  // namespace learning
