#include "backend/jobs/job.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace jobs {

namespace {

const QStringList &words()
{
    static const QStringList list{u"queued"_s, u"running"_s, u"succeeded"_s, u"failed"_s, u"canceled"_s};
    return list;
}

QJsonValue timeOrNull(const std::optional<Millis> &time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

}  // namespace

QString stateName(State state)
{
    return words().at(int(state));
}

std::optional<State> stateFromName(const QString &name)
{
    const qsizetype i = words().indexOf(name);
    if (i < 0)
        return std::nullopt;
    return State(i);
}

QJsonObject Job::toJson() const
{
    QJsonValue fault;
    if (!errorReason.isEmpty())
        fault = QJsonObject{{"error"_L1, errorReason}, {"message"_L1, error}};
    return {{"id"_L1, id.value},
            {"kind"_L1, kind},
            {"subject_id"_L1, subject},
            {"title"_L1, title},
            {"state"_L1, stateName(state)},
            {"cancel_requested"_L1, cancelRequested},
            {"position"_L1, position},
            {"progress"_L1, std::round(progress * 10'000) / 10'000},
            {"speed"_L1, std::round(speed * 100) / 100},
            {"eta"_L1, eta ? QJsonValue((*eta + 999) / 1000) : QJsonValue()},
            {"attempts"_L1, attempts},
            {"max_attempts"_L1, MaxAttempts},
            {"error"_L1, fault},
            {"log"_L1, QJsonArray::fromStringList(log)},
            {"created_at"_L1, toIso(created)},
            {"updated_at"_L1, toIso(finished.value_or(started.value_or(created)))},
            {"started_at"_L1, timeOrNull(started)},
            {"finished_at"_L1, timeOrNull(finished)}};
}

}  // namespace jobs
