#pragma once

#include "models/commerce/pagedtable.h"

namespace commerce {

/// Orders of the school, newest first (GET /api/orders?scope=school): an instructor's are those of her courses.
/// Thread: GUI.
class OrderListModel final : public PagedTable
{
    Q_OBJECT
public:
    enum Field { Number, Buyer, What, Amount, Status, Channel, At, FieldCount };

    explicit OrderListModel(api::ApiClient &api, QObject *parent = nullptr);

    /// status: a word of the contract, or empty; number: part of an order's number.
    void setShown(const QString &status, const QString &number);
    bool isNarrowed() const { return m_narrowed; }

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(FieldCount); }

protected:
    QString text(const QJsonObject &row, int column) const override;
    QString header(int column) const override;
    bool isNumber(int column) const override { return column == Amount; }

private:
    bool m_narrowed = false;
};

}  // namespace commerce
