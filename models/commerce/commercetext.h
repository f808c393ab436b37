#pragma once

#include <QJsonObject>
#include <QString>

/// Words for what the contract names (API §4), in the present language. An unknown word is shown as it came. Thread: GUI.
namespace commerce {

QString couponStateText(const QString &state);  ///< "running" → "Running"
QString orderStatusText(const QString &status);
QString channelText(const QString &channel);
/// The name of who ordered; an account that is gone is called so.
QString buyerText(const QJsonObject &order);
QString eventText(const QString &kind);  ///< of an order's timeline
QString refundStatusText(const QString &status);

/// "¥20.00 off", "15% off, at most ¥50.00"
QString couponWorthText(const QJsonObject &coupon);
/// "12 months", "1 month"
QString monthsText(int months);
/// "Watch everything in scope for free", "20% off"
QString benefitText(const QJsonObject &plan);
/// "All courses", "3 courses", "2 categories"
QString scopeText(const QJsonObject &scope);
/// "Jan 3, 2026 18:05" in the school's zone.
QString momentText(const QString &iso);

}  // namespace commerce
