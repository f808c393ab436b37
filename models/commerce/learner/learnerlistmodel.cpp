#include "models/commerce/learner/learnerlistmodel.h"

#include "models/commerce/learner/learnertext.h"

#include <QJsonArray>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int ImportPatience = 120'000;  // ms
}

LearnerListModel::LearnerListModel(api::ApiClient &api, QObject *parent)
    : PagedTable(api, u"/api/learners"_s, {}, u"learners"_s, u"userId"_s, parent), m_client(api)
{
    connect(this, &QAbstractItemModel::modelReset, this, [this] { m_shown = {}; });
}

void LearnerListModel::setShown(const Shown &shown)
{
    m_shown = shown;
    ask();
}

void LearnerListModel::setOrder(int column, Qt::SortOrder order)
{
    if (column != Name && column != Seen)
        return;
    m_sortColumn = column;
    m_sortOrder = order;
}

void LearnerListModel::sort(int column, Qt::SortOrder order)
{
    setOrder(column, order);
    ask();
}

void LearnerListModel::ask()
{
    QUrlQuery filter;
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            filter.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"q"_s, m_shown.text);
    add(u"courseId"_s, m_shown.course ? QString::number(m_shown.course) : QString());
    add(u"right"_s, m_shown.right);
    add(u"learning"_s, m_shown.learning);
    const QString word = m_sortColumn == Seen ? u"seen"_s : u"name"_s;
    if (m_sortColumn != Name || m_sortOrder == Qt::DescendingOrder)
        add(u"sort"_s, m_sortOrder == Qt::DescendingOrder ? u'-' + word : word);
    setFilter(filter);
}

api::OnAnswer LearnerListModel::refreshAndTell(Done done)
{
    return [guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
        if (guard && answer)
            guard->refresh();
        done(answer ? Result<QJsonObject>(answer->toObject()) : answer.error());
    };
}

void LearnerListModel::grant(qint64 person, const QJsonObject &body, QObject *context, Done done)
{
    m_client.post(u"/api/users/%1/rights"_s.arg(person), body, context, refreshAndTell(std::move(done)));
}

void LearnerListModel::setUntil(qint64 right, const QJsonValue &until, QObject *context, Done done)
{
    m_client.put(u"/api/rights/%1"_s.arg(right), {{u"until"_s, until}}, context, refreshAndTell(std::move(done)));
}

void LearnerListModel::revoke(qint64 right, const QString &reason, QObject *context, Done done)
{
    QJsonObject body;
    if (!reason.isEmpty())
        body.insert(u"reason"_s, reason);
    m_client.post(u"/api/rights/%1/revoke"_s.arg(right), body, context, refreshAndTell(std::move(done)));
}

void LearnerListModel::restore(qint64 right, QObject *context, Done done)
{
    m_client.post(u"/api/rights/%1/restore"_s.arg(right), {}, context, refreshAndTell(std::move(done)));
}

void LearnerListModel::importFile(const QByteArray &file, bool dryRun, bool skipBad, QObject *context, Done done)
{
    QUrlQuery query;
    if (dryRun)
        query.addQueryItem(u"dryRun"_s, u"1"_s);
    if (skipBad)
        query.addQueryItem(u"skipBad"_s, u"1"_s);
    auto told = dryRun ? api::OnAnswer([done](const api::Answer &answer) {
        done(answer ? Result<QJsonObject>(answer->toObject()) : answer.error());
    })
                       : refreshAndTell(std::move(done));
    m_client.postBytes(u"/api/rights/import"_s, query, file, u"text/csv"_s, context, std::move(told), ImportPatience);
}

void LearnerListModel::exportFile(QObject *context, std::function<void(const Result<QByteArray> &)> done)
{
    QUrl url = m_client.resolve(u"/api/learners/export"_s);
    url.setQuery(filter());
    m_client.download(url, context, [done = std::move(done)](const Result<QByteArray> &bytes) { done(bytes); });
}

QJsonObject LearnerListModel::standing(const QJsonObject &row) const
{
    for (const QJsonValue &course : row[u"courses"].toArray()) {
        if (m_shown.course && course[u"courseId"].toInteger() == m_shown.course)
            return course.toObject();
    }
    return row;
}

QString LearnerListModel::text(const QJsonObject &row, int column) const
{
    switch (column) {
    case Name: return row[u"displayName"].toString();
    case Login: return row[u"login"].toString();
    case Courses: {
        QStringList titles;
        for (const QJsonValue &course : row[u"courses"].toArray())
            titles << course[u"title"].toString();
        titles.removeAll(QString());
        return titles.size() > 2 ? tr("%1 and %n more", nullptr, int(titles.size()) - 1).arg(titles.front())
                                 : titles.join(tr(", "));
    }
    case RightField: return rightStateText(standing(row)[u"right"].toString());
    case Until: {
        const QJsonObject here = standing(row);
        const QString until = here[u"rightUntil"].toString();
        return until.isEmpty() && here[u"right"] == "active"_L1 ? tr("For good") : lastDayText(until);
    }
    case Learning: return learningStateText(standing(row)[u"learning"].toString());
    case Seen: return isoDayText(standing(row)[u"seenDay"].toString());
    default: return {};
    }
}

QString LearnerListModel::header(int column) const
{
    switch (column) {
    case Name: return tr("Name");
    case Login: return tr("Login name");
    case Courses: return tr("Courses");
    case RightField: return tr("Right");
    case Until: return tr("Last day");
    case Learning: return tr("Progress");
    case Seen: return tr("Last seen");
    default: return {};
    }
}

}  // namespace commerce
