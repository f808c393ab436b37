#pragma once

#include "models/catalog/list/categorymodel.h"
#include "models/commerce/couponlistmodel.h"
#include "models/commerce/pricelistmodel.h"
#include "widgets/commerce/coupons/couponsheet.h"
#include "widgets/commerce/page/tablepane.h"

#include <functional>

class QComboBox;
class QPushButton;

namespace ui {
class SearchField;
class ToastHost;
}  // namespace ui

namespace commerce {

/// The tab "Coupons": all of the school with what is left of each, as it is now. Thread: GUI.
class CouponsPane : public TablePane
{
    Q_OBJECT
public:
    CouponsPane(api::ApiClient &api, CouponListModel &coupons, PriceListModel &prices, const Clock &clock,
                ui::ToastHost &toasts, QWidget *parent = nullptr);

    void refresh() override;
    void retranslate() override;
    void heard(const QString &type, qint64 id) override;
    CouponListModel &coupons() { return m_coupons; }

    /// Asks a person where the codes go; empty: nowhere. Tests answer themselves.
    using ChooseFile = std::function<QString(QWidget *parent, const QString &name)>;
    void setChooser(ChooseFile choose) { m_choose = std::move(choose); }

protected:
    bool isNarrowed() const override { return m_coupons.isFiltered(); }
    void showChosen() override;
    void openChosen() override;
    QString countText() const override;

private:
    void build();
    void openSheet(CouponSheet::Kind kind, const QJsonObject &before);
    void made(const QJsonObject &before, const QJsonObject &answer);
    void offerUndo(const QJsonObject &before, const QJsonObject &answer);
    void setDisabled();
    void saveShown();
    void write(const QString &name, const QByteArray &csv);

    CouponListModel &m_coupons;
    PriceListModel &m_prices;
    catalog::CategoryModel m_categories;
    const Clock &m_clock;
    ui::ToastHost &m_toasts;
    ChooseFile m_choose;
    ui::SearchField *m_search;
    QComboBox *m_state;
    QPushButton *m_export, *m_many, *m_new, *m_edit, *m_disable;
};

}  // namespace commerce
