#pragma once

#include <QJsonObject>
#include <QString>

/// Words for what the contract says of learners and their rights, in the present language. An unknown word is shown as it
/// came. Thread: GUI.
namespace commerce {

QString rightStateText(const QString &state);       ///< "active" → "Active"
QString learningStateText(const QString &state);    ///< "not_started" → "Not begun"
QString rightKindText(const QString &kind);         ///< "course" → "Course"
QString rightSourceText(const QJsonObject &right);  ///< "Order 2026…", "Given by staff"
/// "Until Jan 3, 2026", "Until Jan 3, 2026, taken back", "For good"
QString rightTermText(const QJsonObject &right);
/// The last day of what ends at a moment; empty for nothing.
QString lastDayText(const QString &iso);
QString isoDayText(const QString &day);  ///< of "2026-01-31"

QString importOutcomeText(const QJsonObject &line);  ///< "Is given", or what is wrong with the line
/// What is wrong with a whole file; empty: not about the file.
QString importFaultText(const QString &reason, int line);

}  // namespace commerce
