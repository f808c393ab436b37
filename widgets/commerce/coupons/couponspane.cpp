#include "widgets/commerce/coupons/couponspane.h"

#include "models/domain/filewrite.h"
#include "widgets/commerce/page/chipdelegate.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/searchfield.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/openoutside.h"

#include <QComboBox>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTableView>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
const QStringList CouponStates{QString(), u"running"_s, u"scheduled"_s, u"used_up"_s, u"ended"_s, u"disabled"_s};
}

CouponsPane::CouponsPane(api::ApiClient &api, CouponListModel &coupons, PriceListModel &prices, const Clock &clock,
                         ui::ToastHost &toasts, QWidget *parent)
    : TablePane(coupons, CouponListModel::Worth, u"tag"_s, parent), m_coupons(coupons), m_prices(prices),
      m_categories(api), m_clock(clock), m_toasts(toasts), m_search(new ui::SearchField(this)),
      m_state(new QComboBox(this)), m_export(ui::button(this)), m_many(ui::button(this)),
      m_new(ui::primaryButton(this)), m_edit(ui::button(this)), m_disable(ui::button(this))
{
    m_choose = [](QWidget *over, const QString &name) {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        return QFileDialog::getSaveFileName(over, tr("Save the codes"), folder + u'/' + name, tr("Table (*.csv)"));
    };
    build();
    connect(m_search, &ui::SearchField::searched, this,
            [this](const QString &text) { m_coupons.setShown(CouponStates.at(m_state->currentIndex()), text); });
    connect(m_state, &QComboBox::activated, this,
            [this](int at) { m_coupons.setShown(CouponStates.at(at), m_search->text().trimmed()); });
    connect(m_new, &QPushButton::clicked, this, [this] { openSheet(CouponSheet::Kind::One, {}); });
    connect(empty(), &ui::EmptyState::primary, this, [this] { openSheet(CouponSheet::Kind::One, {}); });
    connect(empty(), &ui::EmptyState::secondary, this, [this] { openSheet(CouponSheet::Kind::Batch, {}); });
    connect(m_many, &QPushButton::clicked, this, [this] { openSheet(CouponSheet::Kind::Batch, {}); });
    connect(m_export, &QPushButton::clicked, this, &CouponsPane::saveShown);
    connect(m_edit, &QPushButton::clicked, this, &CouponsPane::openChosen);
    connect(m_disable, &QPushButton::clicked, this, &CouponsPane::setDisabled);
    connect(&m_coupons, &QAbstractItemModel::modelReset, this, [this] {
        m_search->clear();
        m_state->setCurrentIndex(0);
    });
}

void CouponsPane::build()
{
    table()->setObjectName(u"coupons"_s);
    table()->setItemDelegateForColumn(CouponListModel::State, new ChipDelegate(couponStatus, table()));
    m_state->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_search->setMaximumWidth(240);
    tools()->addWidget(m_search, 1);
    tools()->addWidget(m_state);
    tools()->addStretch(1);
    for (QPushButton *button : {m_export, m_many, m_new})
        tools()->addWidget(button);
    foot()->addWidget(m_disable);
    foot()->addWidget(m_edit);
}

void CouponsPane::refresh()
{
    TablePane::refresh();
    m_categories.refresh();
    if (!m_prices.isLoaded())
        m_prices.refresh();  // the warning knows what courses cost
}

void CouponsPane::heard(const QString &type, qint64)
{
    if (type == "commerce.coupon"_L1 || type == "commerce.order"_L1)
        refreshSoon();
}

void CouponsPane::showChosen()
{
    const QJsonObject row = chosen();
    ui::setEnabledKeepingFocus(m_edit, !row.isEmpty());
    ui::setEnabledKeepingFocus(m_disable, !row.isEmpty());
    m_disable->setText(row[u"state"] == "disabled"_L1 ? tr("Enable") : tr("Disable"));
}

void CouponsPane::openChosen()
{
    if (const QJsonObject row = chosen(); !row.isEmpty())
        openSheet(CouponSheet::Kind::One, row);
}

void CouponsPane::openSheet(CouponSheet::Kind kind, const QJsonObject &before)
{
    auto *sheet = new CouponSheet(kind, before, m_coupons, m_prices.courses(), m_categories, m_clock, this);
    connect(sheet, &CouponSheet::made, this, [this, before](const QJsonObject &answer) { made(before, answer); });
    sheet->open();
}

/// As long as nobody has touched it: what somebody holds or was told stays.
void CouponsPane::offerUndo(const QJsonObject &before, const QJsonObject &answer)
{
    const auto undone = [this](const Result<QJsonObject> &done) {
        if (!done)
            return error()->setError(done.error());
        error()->clear();
        m_toasts.say(tr("Taken back"));
    };
    m_toasts.offer(tr("Saved: %1").arg(answer[u"code"].toString()), tr("Undo"),
                   [this, before, id = answer[u"id"].toInteger(), undone] {
                       if (before.isEmpty())
                           m_coupons.remove(id, this, undone);
                       else
                           m_coupons.restore(before, this, undone);
                   });
}

void CouponsPane::made(const QJsonObject &before, const QJsonObject &answer)
{
    const QJsonArray codes = answer[u"codes"].toArray();
    if (codes.isEmpty())
        return offerUndo(before, answer);
    // Nothing needs quoting: codes are of A–Z 0–9 - _; a leading "-" would be read as a formula.
    QByteArray csv = "\xEF\xBB\xBF"
                     "code\r\n";
    for (const QJsonValue &code : codes) {
        const QByteArray text = code.toString().toLatin1();
        csv += (text.startsWith('-') ? "'" + text : text) + "\r\n";
    }
    write(u"%1 %2.csv"_s.arg(answer[u"batch"].toString(), QDate::currentDate().toString(Qt::ISODate)), csv);
}

void CouponsPane::setDisabled()
{
    const QJsonObject row = chosen();
    const bool disable = row[u"state"] != "disabled"_L1;
    const qint64 id = row[u"id"].toInteger();
    m_coupons.setDisabled(id, disable, this, [this, id, disable](const Result<QJsonObject> &done) {
        if (!done)
            return error()->setError(done.error());
        error()->clear();
        const QString code = (*done)[u"code"].toString();
        m_toasts.offer(disable ? tr("Disabled: %1").arg(code) : tr("Enabled: %1").arg(code), tr("Undo"),
                       [this, id, disable] { m_coupons.setDisabled(id, !disable, this, [](const auto &) {}); });
    });
}

void CouponsPane::saveShown()
{
    m_coupons.codes({}, this, [this](const Result<QByteArray> &csv) {
        if (!csv)
            return error()->setError(csv.error());
        write(u"%1 %2.csv"_s.arg(tr("Coupons"), QDate::currentDate().toString(Qt::ISODate)), *csv);
    });
}

void CouponsPane::write(const QString &name, const QByteArray &csv)
{
    const QString file = m_choose(this, name);
    if (file.isEmpty()) {
        m_toasts.say(tr("The codes stay in the list; “Save codes…” writes them to a file."));
        return;
    }
    if (const Result<void> written = writeFile(file, csv); !written)
        return error()->setError(written.error());
    error()->clear();
    m_toasts.offer(tr("Saved as %1").arg(QDir::toNativeSeparators(file)), tr("Show folder"),
                   [this, file] { ui::openOutside(QUrl::fromLocalFile(QFileInfo(file).absolutePath()), m_toasts); });
}

QString CouponsPane::countText() const
{
    return m_coupons.rowCount() == 0 ? tr("Nothing found") : tr("%n coupon(s)", nullptr, int(m_coupons.total()));
}

void CouponsPane::retranslate()
{
    m_coupons.retranslate();
    table()->setAccessibleName(tr("Coupons"));
    m_search->setPrompt(tr("Search codes"));
    const int state = std::max(0, m_state->currentIndex());
    m_state->clear();
    m_state->addItems({tr("All states"), tr("Running"), tr("Not yet"), tr("Used up"), tr("Ended"), tr("Disabled")});
    m_state->setCurrentIndex(state);
    m_state->setAccessibleName(tr("State"));
    m_export->setText(tr("Save codes…"));
    m_many->setText(tr("Many…"));
    m_new->setText(tr("New coupon"));
    m_edit->setText(tr("Change…"));
    empty()->setTexts(tr("No coupons yet"),
                      tr("A coupon is a code that takes something off. Make one for everybody, or many that are good "
                         "once each and go out in a file."));
    empty()->setPrimary(tr("New coupon"));
    empty()->setSecondary(tr("Many coupons…"));
    showChosen();
    showTable();
}

}  // namespace commerce
