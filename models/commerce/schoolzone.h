#pragma once

#include "models/api/apiclient.h"
#include "models/domain/clock.h"

#include <QString>
#include <QTimeZone>

#include <functional>

/// The zone in which the school counts its days (GET /api/server): what windows, days and moments of the pages Pricing and Learners are
/// shown and entered in. One for the program, as QLocale's default is, because one school is in front at a time. Thread:
/// GUI.
namespace commerce {

/// This computer's until the school has said which.
QTimeZone schoolZone();
/// An invalid one: this computer's again. True: it is another one than before.
bool setSchoolZone(const QTimeZone &zone);
/// Asks the school in front; `changed` hears when it counts its days elsewhere than was thought.
void askSchoolZone(api::ApiClient &api, QObject *context, const std::function<void()> &changed);
/// Whether clocks here show another time than the school's.
bool isZoneElsewhere();
/// "Last day" → "Last day (Asia/Shanghai)" where clocks here show another time.
QString inSchoolZone(const QString &caption);
/// "Asia/Shanghai"
QString schoolZoneName();
/// A day and the time of it, as saledays.h says days.
QString momentText(Millis time);

}  // namespace commerce
