#pragma once

// Lessons and records for tests of the merge.

#include "models/domain/learning/progressmerge.h"

#include "models/domain/json.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace learning;
using namespace Qt::StringLiterals;
using catalog::CompletionBasis;

constexpr Millis Start = 1'767'225'600'000;
constexpr Millis Now = Start + 30LL * 24 * 3600 * 1000;

// Of a lesson that has shown two others before.
const std::vector<catalog::LessonFilm> Former{{AssetId(1), 50'000, Start + 20 * 60'000},
                                              {AssetId(2), 60'000, Start + 40 * 60'000}};

struct Case {
    LessonRule rule;
    std::vector<ProgressRecord> records;
};

inline ProgressRecord randomRecord(std::mt19937 &random, bool text, bool films)
{
    ProgressRecord r;
    if (films)
        r.film = AssetId(1 + qint64(random() % 3));
    // Few distinct values on purpose: ties are where an order creeps in.
    r.time = Start + Millis(random() % 8) * 7 * 60'000;
    r.seq = int(random() % 3);
    r.device = QString(QChar(u'a' + int(random() % 3)));
    r.duration = text ? 0 : 40'000 + Millis(random() % 4) * 10'000;
    r.position = text ? 0 : Millis(random() % quint64(r.duration / 5000 + 1)) * 5000;
    r.claimsCompleted = random() % 12 == 0;
    r.day = 20'454 + int(random() % 3);
    r.source = 1 + random() % 4;
    r.hour = int(random() % 24);
    r.watchSeconds = int(random() % 60);
    if (text) {
        r.readPercent = int(random() % 101);
        r.source = 1000 + random() % 4;  // a report about a text has a name and a day of its own
        r.day = 20'454 + int(r.source % 3);
    }
    if (!text && random() % 2) {
        r.hasWatched = true;
        for (int parts = int(random() % 3); parts >= 0; --parts) {
            const int from = int(random() % 60);
            r.watched.add(from, from + int(random() % 25), int(r.time / WatchedSet::QuarterMs));
        }
        r.watched.clip(int(r.duration / 1000));
    }
    return r;
}

inline Case randomCase(unsigned seed)
{
    std::mt19937 random(seed);
    Case c;
    c.rule.completion.basis = random() % 3 == 0 ? CompletionBasis::Strict : CompletionBasis::Auto;
    c.rule.completion.threshold = 0.5 + double(random() % 6) / 10;
    const bool text = random() % 8 == 0;
    c.rule.duration = text || random() % 3 == 0 ? 0 : 60'000;
    const bool films = !text && random() % 3 == 0;
    if (films) {
        c.rule.film = AssetId(3);
        c.rule.former = Former;
    }
    for (int n = 1 + int(random() % 7); n > 0; --n)
        c.records.push_back(randomRecord(random, text, films));
    return c;
}

inline ProgressState stored(const ProgressState &state)
{
    // What the store does between two requests.
    ProgressState read;
    read.position = state.position;
    read.positionTime = state.lastSeen();
    read.completedTime = state.completedTime;
    if (!read.restFromBlob(state.restToBlob()))
        qFatal("the stored form can't be read");
    return read;
}

inline ProgressState mergeAll(const Case &c, const std::vector<size_t> &order, unsigned batch = 0)
{
    ProgressState state;
    std::mt19937 random(batch);
    for (const size_t i : order) {
        mergeProgress(state, c.records[i], c.rule, Now);
        if (batch && random() % 2)
            state = stored(state);
    }
    return state;
}

inline std::vector<size_t> inOrder(size_t n)
{
    std::vector<size_t> order(n);
    for (size_t i = 0; i < n; ++i)
        order[i] = i;
    return order;
}

inline QString show(const ProgressRecord &r)
{
    QString out = u"  pos %1/%2 time +%3min seq %4 dev %5%6 day %7 src %8/%9"_s.arg(r.position)
                          .arg(r.duration)
                          .arg((r.time - Start) / 60'000)
                          .arg(r.seq)
                          .arg(r.device)
                          .arg(r.claimsCompleted ? u" DONE"_s : QString())
                          .arg(r.day)
                          .arg(r.source)
                          .arg(r.hour);
    out += u" secs %1 read %2 watched"_s.arg(r.watchSeconds).arg(r.readPercent);
    for (const WatchedSegment &s : r.watched.segments())
        out += u" %1-%2@%3"_s.arg(s.from).arg(s.to).arg(s.quarter);
    return r.hasWatched ? out : out + u" none"_s;
}

/// Whether some shuffled, repeated order ends elsewhere than the order as made.
inline bool differs(const Case &c, unsigned seed)
{
    const ProgressState expected = mergeAll(c, inOrder(c.records.size()));
    std::mt19937 random(seed);
    for (int attempt = 0; attempt < 6; ++attempt) {
        std::vector<size_t> order = inOrder(c.records.size());
        for (size_t extra = random() % 4; extra > 0; --extra)
            order.push_back(random() % c.records.size());
        std::shuffle(order.begin(), order.end(), random);
        if (!(mergeAll(c, order, 1 + unsigned(random() % 1000)) == expected))
            return true;
    }
    return false;
}

/// Drops records while the case still fails, so that what is printed is small.
inline Case shrunk(Case c, unsigned seed)
{
    for (size_t i = 0; i < c.records.size();) {
        Case smaller = c;
        smaller.records.erase(smaller.records.begin() + long(i));
        if (!smaller.records.empty() && differs(smaller, seed))
            c = smaller;
        else
            ++i;
    }
    return c;
}

inline SentRecord sent(double position, double duration, std::optional<Millis> time = {})
{
    SentRecord s;
    s.position = Millis(position * 1000);
    s.duration = Millis(duration * 1000);
    s.time = time;
    return s;
}

inline MergeOutcome feed(ProgressState &state, const SentRecord &s, const LessonRule &rule = {}, Millis now = Now)
{
    return mergeProgress(state, admitRecord(s, {now, {}, rule.duration, rule.film, rule.former}), rule, now);
}
