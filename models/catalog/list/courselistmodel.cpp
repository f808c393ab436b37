#include "models/catalog/list/courselistmodel.h"

#include "models/domain/catalog/naturalorder.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int PageSize = 100;
const auto Live = u""_s;
const auto Trash = u"deleted"_s;
}  // namespace

CourseListModel::CourseListModel(api::ApiClient &api, QObject *parent) : QAbstractListModel(parent), m_api(api)
{
    connect(&api, &api::ApiClient::connectionChanged, this, [this] {
        beginResetModel();
        m_courses.clear();
        m_covers.clear();
        m_loaded = m_loading = m_again = false;
        m_error.reset();
        endResetModel();
    });
}

void CourseListModel::refresh()
{
    if (m_loading) {
        m_again = true;
        return;
    }
    m_loading = true;
    m_arriving.clear();
    m_coversAsked.clear();
    fetch(Live, 1);
}

void CourseListModel::fetch(const QString &status, int page)
{
    QUrlQuery query;
    query.addQueryItem(u"scope"_s, u"mine"_s);
    query.addQueryItem(u"page"_s, QString::number(page));
    query.addQueryItem(u"per_page"_s, QString::number(PageSize));
    if (!status.isEmpty())
        query.addQueryItem(u"status"_s, status);
    m_api.get(u"/api/courses"_s, query, this,
              [this, status, page](const api::Answer &answer) { received(status, page, answer); });
}

void CourseListModel::received(const QString &status, int page, const api::Answer &answer)
{
    if (!answer) {
        if (answer.error().code != ErrorCode::Cancelled)
            finish(answer.error());
        return;
    }
    const QJsonObject data = answer->toObject();
    for (const QJsonValue &course : data[u"courses"].toArray()) {
        m_arriving.push_back(courseFromJson(course.toObject()));
        CourseInfo &info = m_arriving.back();
        if (status == Trash)
            info.state = CourseState::Deleted;
        if (info.coverUrl.isEmpty())
            info.coverUrl = m_covers.value(info.id);
    }
    if (page < data[u"pagination"][u"pages"].toInt())
        fetch(status, page + 1);
    else if (status == Live)
        fetch(Trash, 1);
    else
        finish(std::nullopt);
}

void CourseListModel::finish(const std::optional<Error> &error)
{
    m_error = error;
    if (!error)
        merge(m_arriving);
    m_loaded = true;
    m_loading = false;
    Q_EMIT loaded();
    if (std::exchange(m_again, false))
        refresh();
    else if (!error)
        fetchNextCover();
}

/// One course after the other, each at most once per refresh.
void CourseListModel::fetchNextCover()
{
    const auto lacks = [this](const CourseInfo &course) {
        return course.coverUrl.isEmpty() && course.lessonCount > 0 && course.state != CourseState::Deleted &&
               !m_coversAsked.contains(course.id);
    };
    const auto next = std::find_if(m_courses.begin(), m_courses.end(), lacks);
    if (next == m_courses.end())
        return;
    const CourseId id = next->id;
    m_coversAsked.insert(id);
    m_api.get(u"/api/courses/%1"_s.arg(id.value), QUrlQuery{{u"draft"_s, u"1"_s}}, this,
              [this, id](const api::Answer &answer) {
                  const int row = rowOf(id);
                  const QString cover = answer ? (*answer)[u"cover_url"].toString() : QString();
                  if (row >= 0 && !cover.isEmpty()) {
                      m_covers.insert(id, cover);
                      m_courses[size_t(row)].coverUrl = cover;
                      Q_EMIT dataChanged(index(row), index(row), {CoverRole});
                  }
                  if (!m_loading)
                      fetchNextCover();
              });
}

void CourseListModel::merge(const std::vector<CourseInfo> &fresh)
{
    QHash<CourseId, const CourseInfo *> byId;
    for (const CourseInfo &course : fresh)
        byId.insert(course.id, &course);
    for (int row = int(m_courses.size()) - 1; row >= 0; --row) {
        if (byId.contains(m_courses[size_t(row)].id))
            continue;
        beginRemoveRows({}, row, row);
        m_courses.erase(m_courses.begin() + row);
        endRemoveRows();
    }
    for (const CourseInfo &course : fresh)
        update(course);
}

void CourseListModel::update(const CourseInfo &course)
{
    const int row = rowOf(course.id);
    if (row < 0) {
        const int end = int(m_courses.size());
        beginInsertRows({}, end, end);
        m_courses.push_back(course);
        endInsertRows();
    } else if (!(m_courses[size_t(row)] == course)) {
        m_courses[size_t(row)] = course;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

int CourseListModel::rowOf(CourseId id) const
{
    const auto it = std::find_if(m_courses.begin(), m_courses.end(), [id](const CourseInfo &c) { return c.id == id; });
    return it == m_courses.end() ? -1 : int(it - m_courses.begin());
}

const CourseInfo *CourseListModel::course(CourseId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_courses[size_t(row)];
}

int CourseListModel::liveCount() const
{
    return int(std::count_if(m_courses.begin(), m_courses.end(),
                             [](const CourseInfo &course) { return course.state != CourseState::Deleted; }));
}

void CourseListModel::create(const CourseFields &fields, QObject *context, std::function<void(Result<CourseInfo>)> done)
{
    m_api.post(u"/api/courses"_s, toJson(fields), context,
               [this, guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                   if (!answer)
                       return done(answer.error());
                   const CourseInfo made = courseFromJson(answer->toObject());
                   if (guard)
                       update(made);
                   done(made);
               });
}

void CourseListModel::remove(CourseId id, QObject *context, std::function<void(Result<void>)> done)
{
    m_api.remove(u"/api/courses/%1"_s.arg(id.value), context,
                 [this, guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                     if (guard)
                         refresh();
                     done(answer ? Result<void>() : answer.error());
                 });
}

void CourseListModel::restore(CourseId id, QObject *context, std::function<void(Result<void>)> done)
{
    m_api.post(u"/api/courses/%1/restore"_s.arg(id.value), {}, context,
               [this, guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                   if (guard)
                       refresh();
                   done(answer ? Result<void>() : answer.error());
               });
}

int CourseListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_courses.size());
}

QVariant CourseListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const CourseInfo &course = m_courses[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return course.fields.title;
    case IdRole: return course.id.value;
    case StateRole: return int(course.state);
    case EditionRole: return course.edition;
    case CoverRole: return course.coverUrl;
    case LessonCountRole: return course.lessonCount;
    case DurationRole: return course.duration;
    case PriceRole: return course.fields.price;
    case FreeRole: return course.fields.isFree;
    case UpdatedRole: return course.updated;
    case TagsRole: return course.fields.tags;
    case DeletedAtRole: return course.deleted;
    default: return {};
    }
}

CourseFilterModel::CourseFilterModel(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    sort(0);
}

void CourseFilterModel::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void CourseFilterModel::setShow(Show show)
{
    m_show = show;
    invalidateFilter();
}

void CourseFilterModel::setOrder(Order order)
{
    m_order = order;
    invalidate();
}

bool CourseFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto state = CourseState(index.data(CourseListModel::StateRole).toInt());
    if ((state == CourseState::Deleted) != (m_show == Show::Trash))
        return false;
    const bool published = state == CourseState::Published || state == CourseState::Changed;
    if ((m_show == Show::Drafts && state != CourseState::Draft) || (m_show == Show::Published && !published) ||
        (m_show == Show::Unpublished && state != CourseState::Unpublished))
        return false;
    if (m_text.isEmpty())
        return true;
    const QString haystack = index.data(Qt::DisplayRole).toString() + u'\n' +
                             index.data(CourseListModel::TagsRole).toStringList().join(u'\n');
    return haystack.contains(m_text, Qt::CaseInsensitive);
}

bool CourseFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto later = [&](int role) { return left.data(role).toLongLong() > right.data(role).toLongLong(); };
    switch (m_order) {
    case Order::Title: break;
    case Order::Lessons:
        if (left.data(CourseListModel::LessonCountRole) != right.data(CourseListModel::LessonCountRole))
            return later(CourseListModel::LessonCountRole);
        break;
    case Order::Newest:
        if (left.data(CourseListModel::UpdatedRole) != right.data(CourseListModel::UpdatedRole))
            return later(CourseListModel::UpdatedRole);
        break;
    }
    const int order = compareNatural(left.data().toString(), right.data().toString());
    return order != 0
                   ? order < 0
                   : left.data(CourseListModel::IdRole).toLongLong() < right.data(CourseListModel::IdRole).toLongLong();
}

}  // namespace catalog
