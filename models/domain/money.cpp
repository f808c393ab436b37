#include "models/domain/money.h"

#include <QRegularExpression>

QString formatPrice(Fen amount)
{
    const Fen magnitude = qAbs(amount);
    QString yuan = QString::number(magnitude / 100);
    for (qsizetype at = yuan.size() - 3; at > 0; at -= 3)
        yuan.insert(at, QLatin1Char(','));
    return QStringLiteral("%1¥%2.%3")
            .arg(amount < 0 ? QStringLiteral("\u2212\u2060") : QString(), yuan)
            .arg(magnitude % 100, 2, 10, QLatin1Char('0'));
}

std::optional<Fen> parseYuan(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(R"(^¥?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$)"));
    const auto match = form.match(text.normalized(QString::NormalizationForm_KC).trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const Fen yuan = match.captured(1).remove(QLatin1Char(',')).toLongLong();
    const Fen fen = match.captured(2).leftJustified(2, QLatin1Char('0')).toLongLong();
    const Fen amount = yuan * 100 + fen;
    if (amount > MaxPrice)
        return std::nullopt;
    return amount;
}
