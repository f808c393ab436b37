#include "backend/database/personaldata.h"

#include "models/domain/clock.h"

#include <QDate>

namespace database {

namespace {

QJsonValue exportedValue(const Statement &s, int column, ExportAs as)
{
    switch (as) {
    case ExportAs::Integer: return s.integer(column);
    case ExportAs::Real: return s.real(column);
    case ExportAs::Text: return s.text(column);
    case ExportAs::Boolean: return s.boolean(column);
    case ExportAs::Time: return toIso(s.integer(column));
    case ExportAs::Day: return QDate(1970, 1, 1).addDays(s.integer(column)).toString(Qt::ISODate);
    }
    return {};
}

}  // namespace

Result<QJsonObject> PersonalDataList::exportOf(Connection &c, UserId person) const
{
    QJsonObject out;
    for (const PersonalData *feature : inOrder()) {
        const auto part = feature->exportOf(c, person);
        if (!part)
            return part.error();
        out.insert(feature->section(), *part);
    }
    return out;
}

Result<void> PersonalDataList::erase(Transaction &tx, UserId person) const
{
    const auto features = inOrder();
    for (auto feature = features.rbegin(); feature != features.rend(); ++feature) {
        if (auto erased = (*feature)->erase(tx, person); !erased)
            return erased;
    }
    return {};
}

Result<QJsonArray> exportedRows(Connection &c, QByteArrayView sql, UserId person,
                                std::initializer_list<ExportedColumn> columns)
{
    Statement s = c.prepare(sql);
    s.bind(person.value);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    QJsonArray rows;
    while (s.next()) {
        QJsonObject row;
        int index = 0;
        for (const ExportedColumn &column : columns) {
            if (!s.isNull(index))
                row.insert(QLatin1String(column.name), exportedValue(s, index, column.as));
            ++index;
        }
        rows.append(row);
    }
    return rows;
}

Result<void> runForPerson(Transaction &tx, UserId person, std::initializer_list<QByteArrayView> statements)
{
    for (const QByteArrayView sql : statements) {
        if (const auto ran = tx.run(sql, person.value); !ran)
            return ran.error();
    }
    return {};
}

}  // namespace database
