#include "widgets/commerce/prices/pricespane.h"

#include "widgets/commerce/page/commerceparts.h"
#include "widgets/commerce/prices/priceeditor.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/notloaded.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <QJsonArray>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace commerce {

PricesPane::PricesPane(api::ApiClient &api, PriceListModel &prices, const Clock &clock, ui::ToastHost &toasts,
                       QWidget *parent)
    : Pane(parent), m_api(api), m_prices(prices), m_document(api), m_table(new QTableView(this)),
      m_empty(new ui::EmptyState(u"courses"_s, this)), m_editor(new PriceEditor(m_document, clock, toasts, this)),
      m_faces(new ui::FaceLayout(this))
{
    m_sorted.setSourceModel(&m_prices);
    m_sorted.setSortRole(PriceListModel::SortRole);
    m_sorted.setSortLocaleAware(true);
    dressTable(m_table);
    m_table->setModel(&m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(PriceListModel::Title, Qt::AscendingOrder);
    m_table->setObjectName(u"prices"_s);
    fitColumns(m_table, PriceListModel::Title);
    auto *list = new QWidget(this);
    auto *inner = new QVBoxLayout(list);
    inner->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Margin);
    inner->addWidget(onCard(m_table, list));
    m_faces->addWidget(new QWidget(this));  // while nothing is known
    m_faces->addWidget(list);
    m_faces->addWidget(m_empty);
    m_faces->addWidget(new ui::NotLoaded(this));
    m_faces->addWidget(m_editor);

    const auto openRow = [this](const QModelIndex &index) {
        openCourse(index.data(PriceListModel::IdRole).toLongLong());
    };
    connect(m_table, &QTableView::activated, this, openRow);
    connect(m_editor, &PriceEditor::closed, this, &PricesPane::closeEditor);
    connect(m_editor, &PriceEditor::draftsChanged, this, [this] { m_prices.setUnsaved(m_editor->unsavedCourses()); });
    connect(m_editor, &PriceEditor::saved, &m_prices, &PriceListModel::refreshCourse);
    connect(&m_document, &PriceDocument::loaded, this, &PricesPane::settle);
    connect(&m_document, &PriceDocument::failed, this, &PricesPane::settle);
    connect(&m_prices, &PriceListModel::loaded, this, &PricesPane::showFace);
    connect(&m_prices, &PriceListModel::settled, this, &PricesPane::settle);
    connect(&m_prices, &PriceListModel::failed, this, [this](const Error &why) {
        if (m_faces->currentIndex() == Waiting)
            m_faces->setCurrentIndex(Unknown);
        Q_EMIT failed(why);
        settle();
    });
    connect(&m_prices, &QAbstractItemModel::modelReset, this, [this] {
        m_settled = false;
        m_editor->forget();
        m_faces->setCurrentIndex(Waiting);
    });
}

void PricesPane::settle()
{
    m_settled = true;
    Q_EMIT loaded();
}

void PricesPane::showFace()
{
    if (m_faces->currentIndex() == Editor)
        return;
    m_faces->setCurrentIndex(!m_prices.isLoaded() ? Waiting : m_prices.courses().empty() ? Empty : Table);
}

void PricesPane::refresh()
{
    m_prices.refresh();
    m_document.refresh();
}

void PricesPane::heard(const QString &type, qint64 id)
{
    if (type == "commerce.coupon"_L1 && m_faces->currentIndex() == Editor)
        return askCoupons();
    if (type != "catalog.course"_L1)
        return;
    m_prices.refreshCourse(id);
    if (id == m_document.course() && !m_document.isBusy())
        m_document.refresh();
}

void PricesPane::keepDrafts(QSettings *settings, const QString &school)
{
    m_editor->keepDrafts(settings, school);
}

/// Those that run or will; who may not see coupons is warned by the publish checks alone.
void PricesPane::askCoupons()
{
    for (const QString &state : {u"running"_s, u"scheduled"_s}) {
        const QUrlQuery query{{u"state"_s, state}, {u"per_page"_s, u"100"_s}};
        m_api.get(u"/api/coupons"_s, query, this, [this, state](const api::Answer &answer) {
            auto &known = m_coupons[state];
            known.clear();
            for (const QJsonValue &row : answer ? (*answer)[u"coupons"].toArray() : QJsonArray())
                known.push_back(row.toObject());
            std::vector<QJsonObject> all = m_coupons[u"running"_s];
            const auto &scheduled = m_coupons[u"scheduled"_s];
            all.insert(all.end(), scheduled.begin(), scheduled.end());
            m_editor->setLiveCoupons(std::move(all));
        });
    }
}

void PricesPane::openCourse(qint64 course)
{
    for (const PricedItem &one : m_prices.courses()) {
        if (one.id != course)
            continue;
        m_settled = false;
        m_editor->open(course, one.title);
        askCoupons();
        m_faces->setCurrentIndex(Editor);
    }
}

void PricesPane::closeEditor()
{
    const qint64 course = m_document.course();
    m_faces->setCurrentIndex(Table);
    showFace();
    for (int row = 0; row < m_sorted.rowCount(); ++row) {
        if (m_sorted.index(row, 0).data(PriceListModel::IdRole).toLongLong() == course)
            m_table->selectRow(row);
    }
    m_table->setFocus();
    m_document.close();
}

QStringList PricesPane::views() const
{
    return m_prices.courses().empty() ? QStringList() : QStringList{u"editor"_s};
}

void PricesPane::showView(const QString &view)
{
    if (view == "editor"_L1 && !m_prices.courses().empty())
        openCourse(m_sorted.index(0, 0).data(PriceListModel::IdRole).toLongLong());
    else if (m_faces->currentIndex() == Editor)
        closeEditor();
}

void PricesPane::retranslate()
{
    m_prices.retranslate();
    m_table->setAccessibleName(tr("Prices of my courses"));
    m_editor->retranslate();
    m_empty->setTexts(tr("Nothing to sell yet"),
                      tr("Courses that you make appear here, and each of them can have a price, sales and lessons that "
                         "are sold by themselves."));
}

}  // namespace commerce
