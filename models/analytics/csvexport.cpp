#include "models/analytics/csvexport.h"

#include "models/domain/csvtable.h"

#include <QStringList>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace analytics {

namespace {

QString cell(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::LongLong: return QString::number(value.toLongLong());
    case QMetaType::Double: return QString::number(value.toDouble(), 'g', 12);
    default: break;
    }
    return csv::cell(value.toString());
}

QString header(const QAbstractItemModel &model, int column, int numberRole)
{
    const QVariant withUnit = model.headerData(column, Qt::Horizontal, numberRole);
    return cell(withUnit.isValid() ? withUnit : model.headerData(column, Qt::Horizontal));
}

}  // namespace

QByteArray toCsv(const QAbstractItemModel &model, int numberRole)
{
    QByteArray out(csv::Mark);
    QStringList line;
    for (int column = 0; column < model.columnCount(); ++column)
        line << header(model, column, numberRole);
    out += line.join(u',').toUtf8() + "\r\n";
    for (int row = 0; row < model.rowCount(); ++row) {
        line.clear();
        for (int column = 0; column < model.columnCount(); ++column)
            line << cell(model.index(row, column).data(numberRole));
        out += line.join(u',').toUtf8() + "\r\n";
    }
    return out;
}

}  // namespace analytics
