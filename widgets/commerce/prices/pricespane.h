#pragma once

#include "models/commerce/pricedocument.h"
#include "models/commerce/pricelistmodel.h"
#include "widgets/commerce/page/pane.h"
#include "widgets/common/controls/facelayout.h"

#include <QHash>
#include <QJsonObject>
#include <QSortFilterProxyModel>

class QSettings;
class QTableView;

namespace ui {
class EmptyState;
class NotLoaded;
class ToastHost;
}  // namespace ui

namespace commerce {

class PriceEditor;

/// The tab "Prices": all my courses with what they cost, and the editor of the one that was opened. Thread: GUI.
class PricesPane : public Pane
{
    Q_OBJECT
public:
    PricesPane(api::ApiClient &api, PriceListModel &prices, const Clock &clock, ui::ToastHost &toasts,
               QWidget *parent = nullptr);

    void refresh() override;
    bool isLoaded() const override { return m_settled; }
    void retranslate() override;
    void heard(const QString &type, qint64 id) override;
    QStringList views() const override;
    void showView(const QString &view) override;

    void openCourse(qint64 course);
    /// Drafts of the school in front; see PriceEditor::keepDrafts.
    void keepDrafts(QSettings *settings, const QString &school);
    PriceDocument &document() { return m_document; }
    QTableView *table() { return m_table; }
    PriceEditor *editor() { return m_editor; }

private:
    enum Face { Waiting, Table, Empty, Unknown, Editor };
    void showFace();
    void settle();
    void closeEditor();
    void askCoupons();

    api::ApiClient &m_api;
    PriceListModel &m_prices;
    PriceDocument m_document;
    QSortFilterProxyModel m_sorted;
    QTableView *m_table;
    ui::EmptyState *m_empty;
    PriceEditor *m_editor;
    ui::FaceLayout *m_faces;
    QHash<QString, std::vector<QJsonObject>> m_coupons;  ///< live ones, by state
    bool m_settled = false;
};

}  // namespace commerce
