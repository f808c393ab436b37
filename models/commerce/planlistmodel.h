#pragma once

#include "models/commerce/pagedtable.h"

#include <functional>

namespace commerce {

/// The membership plans of the school (GET /api/memberships/plans); administrators get withdrawn ones too. Thread: GUI.
class PlanListModel final : public PagedTable
{
    Q_OBJECT
public:
    enum Field { Name, Months, Price, For, Gives, State, FieldCount };
    using Done = std::function<void(const Result<QJsonObject> &)>;

    explicit PlanListModel(api::ApiClient &api, QObject *parent = nullptr);

    /// id 0: a new one.
    void save(qint64 id, const QJsonObject &body, QObject *context, Done done);
    void setWithdrawn(qint64 id, bool withdrawn, QObject *context, Done done);
    /// Makes it again what `before` (a row) was. Conflict "sold_since" where somebody has ordered it after the order `newest`.
    void restore(const QJsonObject &before, qint64 newest, QObject *context, const Done &done);
    /// The newest order of the school, 0: none; for restore().
    void newestOrder(QObject *context, std::function<void(const Result<qint64> &)> done);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(FieldCount); }

protected:
    QString text(const QJsonObject &row, int column) const override;
    QString header(int column) const override;
    bool isNumber(int column) const override { return column == Price; }

private:
    api::OnAnswer refreshAndTell(Done done);
    api::ApiClient &m_client;
};

}  // namespace commerce
