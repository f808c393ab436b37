#pragma once

#include "models/commerce/pagedtable.h"

#include <functional>

namespace commerce {

/// The coupons of the school (GET /api/coupons), newest first, with what is left of each. Thread: GUI.
class CouponListModel final : public PagedTable
{
    Q_OBJECT
public:
    enum Field { Code, Worth, For, Until, State, Used, Left, FieldCount };
    using Done = std::function<void(const Result<QJsonObject> &)>;

    explicit CouponListModel(api::ApiClient &api, QObject *parent = nullptr);

    /// state: a word of the contract, or empty; text: part of a code.
    void setShown(const QString &state, const QString &text);
    /// One coupon, or a batch of {prefix, count}: then the answer holds `codes`.
    void create(const QJsonObject &body, QObject *context, Done done);
    void change(qint64 id, const QJsonObject &body, QObject *context, Done done);
    void setDisabled(qint64 id, bool disabled, QObject *context, Done done);
    /// Takes away one that nobody has touched; Conflict "coupon_touched".
    void remove(qint64 id, QObject *context, Done done);
    /// Makes it again what `before` (a row) was. Conflict "coupon_touched" where somebody has used it since.
    void restore(const QJsonObject &before, QObject *context, const Done &done);
    /// The codes of what is shown, of a batch or of a filter, as the server's CSV file.
    void codes(const QString &batch, QObject *context, std::function<void(const Result<QByteArray> &)> done);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(FieldCount); }

protected:
    QString text(const QJsonObject &row, int column) const override;
    QString header(int column) const override;
    bool isNumber(int column) const override { return column == Used || column == Left; }

private:
    api::ApiClient &m_client;
};

}  // namespace commerce
