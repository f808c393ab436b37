#pragma once

#include "models/api/apiclient.h"
#include "models/catalog/list/courseinfo.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

#include <QSet>

#include <optional>
#include <vector>

namespace catalog {

/// The courses of whoever is signed in, of every state, the trash included (GET /api/courses?scope=mine). Fetches all
/// pages; rows that are still there after a refresh keep their index, so that selection and scroll position survive.
/// Thread: GUI.
class CourseListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,  ///< CourseId's value
        StateRole,                  ///< int(CourseState)
        EditionRole,
        CoverRole,
        LessonCountRole,
        DurationRole,  ///< ms
        PriceRole,     ///< fen
        FreeRole,
        UpdatedRole,  ///< Millis
        TagsRole,
        DeletedAtRole  ///< Millis
    };

    explicit CourseListModel(api::ApiClient &api, QObject *parent = nullptr);

    void refresh();
    bool isLoaded() const { return m_loaded; }  ///< the first answer has come
    bool isLoading() const { return m_loading; }
    const std::optional<Error> &error() const { return m_error; }
    const CourseInfo *course(CourseId id) const;
    int liveCount() const;  ///< without the trash

    /// Makes one and refreshes. The answer is the new course.
    void create(const CourseFields &fields, QObject *context, std::function<void(Result<CourseInfo>)> done);
    void remove(CourseId id, QObject *context, std::function<void(Result<void>)> done);
    void restore(CourseId id, QObject *context, std::function<void(Result<void>)> done);
    /// Takes over what an open course knows better than the list.
    void update(const CourseInfo &course);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void loaded();  ///< after every refresh, failed ones too

private:
    void fetch(const QString &status, int page);
    void received(const QString &status, int page, const api::Answer &answer);
    void finish(const std::optional<Error> &error);
    void merge(const std::vector<CourseInfo> &fresh);
    void fetchNextCover();
    int rowOf(CourseId id) const;

    api::ApiClient &m_api;
    std::vector<CourseInfo> m_courses;
    std::vector<CourseInfo> m_arriving;
    QHash<CourseId, QString>
            m_covers;  ///< of drafts without a chosen cover: lists don't carry the poster of their first video
    QSet<CourseId> m_coversAsked;  ///< since the last refresh
    std::optional<Error> m_error;
    bool m_loaded = false;
    bool m_loading = false;
    bool m_again = false;
};

/// Search, state and order over the list. Thread: GUI.
class CourseFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Show { All, Drafts, Published, Unpublished, Trash };
    enum class Order { Newest, Title, Lessons };
    explicit CourseFilterModel(QObject *parent = nullptr);

    void setText(const QString &text);
    void setShow(Show show);
    void setOrder(Order order);
    Show shown() const { return m_show; }
    Order order() const { return m_order; }
    QString text() const { return m_text; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_text;
    Show m_show = Show::All;
    Order m_order = Order::Newest;
};

}  // namespace catalog
