#pragma once

#include "models/api/apiclient.h"

#include <QAbstractTableModel>
#include <QList>

#include <optional>

namespace analytics {

/// What a row of the completion table is about.
enum class Grouping { Course, Chapter, Lesson };
QString groupingName(Grouping grouping);

struct CompletionEntry {
    qint64 id = 0;
    QString title;
    qint64 viewers = 0;
    qint64 completions = 0;
    std::optional<double> rate;      ///< percent: completions / viewers; none without viewers
    std::optional<double> coverage;  ///< percent: how much of it a viewer has seen, on average; none for texts
};

/// GET /api/analytics/completion as a table: the numbers behind the chart. Rows keep the server's order (courses by
/// viewers, chapters and lessons as in the outline). Empty again when another school is shown. Thread: GUI.
class CompletionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Field { Title, Viewers, Completions, Rate, Coverage, FieldCount };
    /// SortRole: numbers as numbers; a header of numbers with a unit names it there. Display texts follow QLocale's
    /// default.
    enum Role { IdRole = Qt::UserRole + 1, SortRole };

    explicit CompletionModel(api::ApiClient &api, QObject *parent = nullptr);

    /// course 0: all courses (only with Grouping::Course).
    void fetch(Grouping grouping, qint64 course = 0);
    Grouping grouping() const { return m_grouping; }
    qint64 course() const { return m_course; }
    bool isLoaded() const { return m_loaded; }
    const QList<CompletionEntry> &entries() const { return m_entries; }
    bool hasViewers() const;  ///< somebody has started something of it

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// After a change of language: headers and numbers read differently.
    void retranslate();

Q_SIGNALS:
    void loaded();
    void failed(const Error &why);

private:
    QVariant text(const CompletionEntry &entry, int field) const;
    static QVariant number(const CompletionEntry &entry, int field);

    api::ApiClient &m_api;
    QList<CompletionEntry> m_entries;
    Grouping m_grouping = Grouping::Course;
    qint64 m_course = 0;
    int m_generation = 0;
    bool m_loaded = false;
};

}  // namespace analytics
