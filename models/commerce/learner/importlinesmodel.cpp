#include "models/commerce/learner/importlinesmodel.h"

#include "models/commerce/learner/learnertext.h"
#include "models/commerce/pagedtable.h"

using namespace Qt::StringLiterals;

namespace commerce {

void ImportLinesModel::setReport(const QJsonObject &report)
{
    beginResetModel();
    m_lines = report[u"lines"].toArray();
    m_counts = report[u"counts"].toObject();
    show();
    endResetModel();
}

void ImportLinesModel::setOnlyFaults(bool only)
{
    beginResetModel();
    m_onlyFaults = only;
    show();
    endResetModel();
}

void ImportLinesModel::show()
{
    m_shown.clear();
    for (int at = 0; at < int(m_lines.size()); ++at)
        if (!m_onlyFaults || m_lines[at].toObject().contains(u"fault"))
            m_shown.append(at);
}

int ImportLinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ImportLinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonObject line = m_lines[m_shown[index.row()]].toObject();
    if (role == PagedTable::RowRole)
        return line;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter) | int(index.column() == Line ? Qt::AlignRight : Qt::AlignLeft);
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && index.column() == Outcome))
        return {};
    switch (index.column()) {
    case Line: return line[u"line"].toInt();
    case Person: {
        const QString name = line[u"displayName"].toString(), login = line[u"person"].toString();
        return name.isEmpty() || name == login ? login : tr("%1 (%2)").arg(name, login);
    }
    case Item: return line[u"title"].toString(line[u"item"].toString());
    case Until: {
        const QString until = line[u"until"].toString();
        const bool ends = line[u"action"] == "revoke"_L1;
        return !until.isEmpty() ? lastDayText(until) : ends ? QString() : tr("For good");
    }
    case Outcome: return importOutcomeText(line);
    default: return {};
    }
}

QVariant ImportLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter) | int(section == Line ? Qt::AlignRight : Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Line: return tr("Line");
    case Person: return tr("Person");
    case Item: return tr("What");
    case Until: return tr("Last day");
    case Outcome: return tr("What happens");
    default: return {};
    }
}

}  // namespace commerce
