#pragma once

#include "models/commerce/pagedtable.h"

#include <functional>

namespace commerce {

/// Everybody with a right or progress (GET /api/learners), searched, filtered and sorted by the server, and what can be done
/// with their rights. Thread: GUI.
class LearnerListModel final : public PagedTable
{
    Q_OBJECT
public:
    enum Field { Name, Login, Courses, RightField, Until, Learning, Seen, FieldCount };
    using Done = std::function<void(const Result<QJsonObject> &)>;

    /// What a list shows: words of the contract, or empty.
    struct Shown {
        QString text;
        qint64 course = 0;
        QString right;
        QString learning;
        bool operator==(const Shown &) const = default;
    };

    explicit LearnerListModel(api::ApiClient &api, QObject *parent = nullptr);

    void setShown(const Shown &shown);
    const Shown &shown() const { return m_shown; }
    bool isNarrowed() const { return m_shown != Shown(); }
    /// By name or last day seen; another column changes nothing.
    void sort(int column, Qt::SortOrder order) override;
    /// The same before anything is asked.
    void setOrder(int column, Qt::SortOrder order);
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    /// {itemType, itemId, until?}
    void grant(qint64 person, const QJsonObject &body, QObject *context, Done done);
    void setUntil(qint64 right, const QJsonValue &until, QObject *context, Done done);
    void revoke(qint64 right, const QString &reason, QObject *context, Done done);
    void restore(qint64 right, QObject *context, Done done);
    /// A file of rights; `dryRun` only says what would happen.
    void importFile(const QByteArray &file, bool dryRun, bool skipBad, QObject *context, Done done);
    /// What is shown as the server's CSV file.
    void exportFile(QObject *context, std::function<void(const Result<QByteArray> &)> done);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(FieldCount); }

protected:
    QString text(const QJsonObject &row, int column) const override;
    QString header(int column) const override;
    bool isNumber(int) const override { return false; }

private:
    void ask();
    /// What is said of the person where one course is shown: of that course, otherwise of all.
    QJsonObject standing(const QJsonObject &row) const;
    api::OnAnswer refreshAndTell(Done done);

    api::ApiClient &m_client;
    Shown m_shown;
    int m_sortColumn = Name;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

}  // namespace commerce
