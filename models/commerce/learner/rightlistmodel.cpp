#include "models/commerce/learner/rightlistmodel.h"

#include "models/commerce/learner/learnertext.h"
#include "models/commerce/pagedtable.h"

using namespace Qt::StringLiterals;

namespace commerce {

void RightListModel::setRights(const QJsonArray &rights)
{
    const auto ids = [](const QJsonArray &list) {
        QList<qint64> out;
        for (const QJsonValue &right : list)
            out << right[u"id"].toInteger();
        return out;
    };
    if (ids(rights) == ids(m_rights)) {  // the common case: a selection survives
        m_rights = rights;
        if (!m_rights.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, FieldCount - 1));
        return;
    }
    beginResetModel();
    m_rights = rights;
    endResetModel();
}

QJsonObject RightListModel::rightAt(int row) const
{
    return row < 0 || row >= int(m_rights.size()) ? QJsonObject() : m_rights[row].toObject();
}

QVariant RightListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonObject right = rightAt(index.row());
    if (role == PagedTable::RowRole)
        return right;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case What: {
        const QString title = right[u"title"].toString();
        return title.isEmpty() ? tr("No longer there") : title;
    }
    case Kind: return rightKindText(right[u"kind"].toString());
    case Source: return rightSourceText(right);
    case Term: return rightTermText(right);
    case State: return rightStateText(right[u"state"].toString());
    default: return {};
    }
}

QVariant RightListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter) | int(Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What: return tr("To what");
    case Kind: return tr("Kind");
    case Source: return tr("Comes from");
    case Term: return tr("How long");
    case State: return tr("State");
    default: return {};
    }
}

void RightListModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, FieldCount - 1);
    if (!m_rights.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, FieldCount - 1));
}

}  // namespace commerce
