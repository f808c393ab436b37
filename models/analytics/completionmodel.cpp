#include "models/analytics/completionmodel.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace analytics {

QString groupingName(Grouping grouping)
{
    switch (grouping) {
    case Grouping::Course: return u"course"_s;
    case Grouping::Chapter: return u"chapter"_s;
    case Grouping::Lesson: return u"lesson"_s;
    }
    return {};
}

namespace {

QLatin1String idKey(Grouping grouping)
{
    switch (grouping) {
    case Grouping::Course: return "courseId"_L1;
    case Grouping::Chapter: return "chapterId"_L1;
    case Grouping::Lesson: return "lessonId"_L1;
    }
    return {};
}

std::optional<double> percentFromJson(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

CompletionEntry entryFromJson(const QJsonObject &object, Grouping grouping)
{
    CompletionEntry entry;
    entry.id = object.value(idKey(grouping)).toInteger();
    entry.title = object.value("title"_L1).toString();
    entry.viewers = object.value("viewers"_L1).toInteger();
    entry.completions = object.value("completions"_L1).toInteger();
    entry.rate = percentFromJson(object.value("rate"_L1));
    entry.coverage = percentFromJson(object.value("averageCoverage"_L1));
    return entry;
}

QString percentText(std::optional<double> percent)
{
    return percent ? QLocale().toString(*percent, 'f', 1) + u'%' : u"–"_s;
}

QVariant percentNumber(std::optional<double> percent)
{
    return percent ? QVariant(*percent) : QVariant();
}

}  // namespace

CompletionModel::CompletionModel(api::ApiClient &api, QObject *parent) : QAbstractTableModel(parent), m_api(api)
{
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        ++m_generation;
        beginResetModel();
        m_entries.clear();
        m_grouping = Grouping::Course;
        m_course = 0;
        m_loaded = false;
        endResetModel();
    });
}

void CompletionModel::fetch(Grouping grouping, qint64 course)
{
    const int generation = ++m_generation;
    QUrlQuery query;
    query.addQueryItem(u"group"_s, groupingName(grouping));
    if (course > 0)
        query.addQueryItem(u"course_id"_s, QString::number(course));
    m_api.get(u"/api/analytics/completion"_s, query, this,
              [this, generation, grouping, course](const api::Answer &answer) {
                  if (generation != m_generation)
                      return;
                  if (!answer) {
                      Q_EMIT failed(answer.error());
                      return;
                  }
                  beginResetModel();
                  m_grouping = grouping;
                  m_course = course;
                  m_entries.clear();
                  for (const QJsonValue &one : answer->toObject().value("items"_L1).toArray())
                      m_entries.append(entryFromJson(one.toObject(), grouping));
                  m_loaded = true;
                  endResetModel();
                  Q_EMIT loaded();
              });
}

int CompletionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int CompletionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(FieldCount);
}

QVariant CompletionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CompletionEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(entry, index.column());
    case SortRole: return number(entry, index.column());
    case IdRole: return entry.id;
    case Qt::TextAlignmentRole:
        return index.column() == Title ? int(Qt::AlignLeft | Qt::AlignVCenter) : int(Qt::AlignRight | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant CompletionModel::text(const CompletionEntry &entry, int field) const
{
    switch (field) {
    case Title: return entry.title;
    case Viewers: return QLocale().toString(entry.viewers);
    case Completions: return QLocale().toString(entry.completions);
    case Rate: return percentText(entry.rate);
    case Coverage: return percentText(entry.coverage);
    default: return {};
    }
}

QVariant CompletionModel::number(const CompletionEntry &entry, int field)
{
    switch (field) {
    case Title: return entry.title;
    case Viewers: return entry.viewers;
    case Completions: return entry.completions;
    case Rate: return percentNumber(entry.rate);
    case Coverage: return percentNumber(entry.coverage);
    default: return {};
    }
}

QVariant CompletionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Title ? int(Qt::AlignLeft | Qt::AlignVCenter) : int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == SortRole && section == Rate)
        return tr("Completion rate (%)");
    if (role == SortRole && section == Coverage)
        return tr("Average watched (%)");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title:
        return m_grouping == Grouping::Course    ? tr("Course")
               : m_grouping == Grouping::Chapter ? tr("Chapter")
                                                 : tr("Lesson");
    case Viewers: return tr("Viewers");
    case Completions: return tr("Completed");
    case Rate: return tr("Completion rate");
    case Coverage: return tr("Average watched");
    default: return {};
    }
}

bool CompletionModel::hasViewers() const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [](const CompletionEntry &e) { return e.viewers > 0; });
}

void CompletionModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, FieldCount - 1);
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, FieldCount - 1), {Qt::DisplayRole});
}

}  // namespace analytics
