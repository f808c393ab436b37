#include "models/media/joblistmodel.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace media {

namespace {

int groupOf(const JobEntry &job)
{
    if (job.isRunning())
        return 0;
    return job.isActive() ? 1 : 2;
}

/// What people wait for: the look at a file until it has led to an encoding, and encodings. The small cuts of trials
/// are the server's own business.
bool isShown(const QJsonObject &job)
{
    const QString kind = job.value("kind"_L1).toString();
    if (kind == "probe"_L1)
        return job.value("state"_L1).toString() != "succeeded"_L1;
    return kind == "transcode"_L1;
}

bool comesBefore(const JobEntry &a, const JobEntry &b)
{
    const int groupA = groupOf(a);
    const int groupB = groupOf(b);
    if (groupA != groupB)
        return groupA < groupB;
    return groupA == 2 ? a.id > b.id : a.id < b.id;
}

}  // namespace

JobListModel::JobListModel(api::ApiClient &api, api::EventStream &events, QObject *parent)
    : QAbstractListModel(parent), m_api(api), m_list(api, events, {u"/api/jobs"_s, u"jobs"_s, u"jobs.job"_s})
{
    m_list.onAll = [this](const QList<QJsonObject> &all) { take(all); };
    m_list.onOne = [this](const QJsonObject &one) { takeOne(one); };
    m_list.onGone = [this](qint64 id) { drop(id); };
    connect(&m_list, &LiveList::loaded, this, &JobListModel::loaded);
    connect(&m_list, &LiveList::failed, this, &JobListModel::failed);
}

int JobListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant JobListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return entry.title;
    case IdRole: return entry.id;
    case StateRole: return entry.state;
    case AssetRole: return entry.assetId;
    default: return {};
    }
}

int JobListModel::rowOf(qint64 id) const
{
    for (int row = 0; row < m_entries.size(); ++row) {
        if (m_entries.at(row).id == id)
            return row;
    }
    return -1;
}

const JobEntry *JobListModel::ofAsset(qint64 assetId) const
{
    const JobEntry *latest = nullptr;
    for (const JobEntry &entry : m_entries) {
        if (entry.assetId == assetId && (!latest || entry.id > latest->id))
            latest = &entry;
    }
    return latest;
}

QModelIndex JobListModel::indexOf(qint64 id) const
{
    const int row = rowOf(id);
    return row < 0 ? QModelIndex() : index(row);
}

int JobListModel::activeCount() const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(), [](const JobEntry &e) { return e.isActive(); }));
}

double JobListModel::totalProgress() const
{
    double sum = 0;
    int count = 0;
    for (const JobEntry &entry : m_entries) {
        if (entry.isActive()) {
            sum += entry.progress;
            ++count;
        }
    }
    return count ? sum / count : -1;
}

void JobListModel::take(const QList<QJsonObject> &all)
{
    QSet<qint64> wereActive;
    for (const JobEntry &entry : std::as_const(m_entries)) {
        if (entry.isActive())
            wereActive.insert(entry.id);
    }
    merge(all);
    // What ended while the events were cut off has ended too. Copies: a listener may ask for the list again.
    QList<JobEntry> ended;
    std::copy_if(m_entries.cbegin(), m_entries.cend(), std::back_inserter(ended),
                 [&](const JobEntry &entry) { return !entry.isActive() && wereActive.contains(entry.id); });
    for (const JobEntry &entry : std::as_const(ended))
        Q_EMIT finished(entry);
    Q_EMIT activeChanged();
}

/// The same rows stay, so that what is chosen and where one has scrolled to stay too.
void JobListModel::merge(const QList<QJsonObject> &all)
{
    if (all.isEmpty()) {  // another school, or none
        beginResetModel();
        m_entries.clear();
        endResetModel();
        return;
    }
    QHash<qint64, JobEntry> fresh;
    for (const QJsonObject &one : all) {
        if (isShown(one))
            fresh.insert(jobFromJson(one).id, jobFromJson(one));
    }
    for (int row = int(m_entries.size()) - 1; row >= 0; --row) {
        const auto known = fresh.constFind(m_entries.at(row).id);
        if (known != fresh.constEnd()) {
            m_entries[row] = *known;
            fresh.erase(known);
            continue;
        }
        beginRemoveRows({}, row, row);
        m_entries.removeAt(row);
        endRemoveRows();
    }
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_entries.size()) - 1));
    if (!fresh.isEmpty()) {
        QList<JobEntry> added = fresh.values();
        std::sort(added.begin(), added.end(), comesBefore);
        const int end = int(m_entries.size());
        beginInsertRows({}, end, end + int(added.size()) - 1);
        m_entries.append(added);
        endInsertRows();
    }
    if (!m_held)
        arrange();
}

void JobListModel::setHeld(bool held)
{
    if (std::exchange(m_held, held) && !held)
        arrange();
}

void JobListModel::arrange()
{
    if (std::is_sorted(m_entries.cbegin(), m_entries.cend(), comesBefore))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    QList<qint64> ids;
    const QModelIndexList before = persistentIndexList();
    for (const QModelIndex &one : before)
        ids << m_entries.at(one.row()).id;
    std::sort(m_entries.begin(), m_entries.end(), comesBefore);
    QModelIndexList after;
    for (const qint64 id : std::as_const(ids))
        after << indexOf(id);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

int JobListModel::placeFor(const JobEntry &entry) const
{
    int place = 0;
    for (const JobEntry &other : m_entries)
        place += other.id != entry.id && comesBefore(other, entry);
    return place;
}

void JobListModel::takeOne(const QJsonObject &one)
{
    const JobEntry entry = jobFromJson(one);
    if (!isShown(one))
        return drop(entry.id);
    const int row = rowOf(entry.id);
    const int place = !m_held ? placeFor(entry) : row < 0 ? int(m_entries.size()) : row;
    bool ended = false;
    if (row < 0) {
        beginInsertRows({}, place, place);
        m_entries.insert(place, entry);
        endInsertRows();
    } else {
        ended = m_entries.at(row).isActive() && !entry.isActive();
        m_entries[row] = entry;
        Q_EMIT dataChanged(index(row), index(row));
        if (place != row) {
            // Qt counts the destination before the row has left.
            beginMoveRows({}, row, row, {}, place > row ? place + 1 : place);
            m_entries.move(row, place);
            endMoveRows();
        }
    }
    if (ended)
        Q_EMIT finished(entry);
    Q_EMIT activeChanged();
}

void JobListModel::drop(qint64 id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_entries.removeAt(row);
    endRemoveRows();
    Q_EMIT activeChanged();
}

void JobListModel::cancel(qint64 id, QObject *context, Done done)
{
    ask(id, u"cancel"_s, context, std::move(done));
}

void JobListModel::retry(qint64 id, QObject *context, Done done)
{
    ask(id, u"retry"_s, context, std::move(done));
}

void JobListModel::ask(qint64 id, const QString &what, QObject *context, Done done)
{
    m_api.post(u"/api/jobs/%1/%2"_s.arg(id).arg(what), {}, context,
               [this, done = std::move(done)](const api::Answer &answer) {
                   if (!answer) {
                       done(answer.error());
                       return;
                   }
                   // The answer is the job as it is now; the event that follows would say the same a moment later.
                   if (answer->toObject().contains("state"_L1))
                       takeOne(answer->toObject());
                   done({});
               });
}

}  // namespace media
