#include "widgets/commerce/prices/salesfield.h"

#include "models/commerce/saledays.h"
#include "models/commerce/schoolzone.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/commerce/page/dayfield.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/tokens.h"

#include <QGridLayout>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr int PriceWidth = 112;
constexpr int UsualSaleDays = 7;
enum SaleColumn { PriceAt, FromAt, ToAt, LabelAt, RemoveAt };

}  // namespace

SalesField::SalesField(QWidget *parent) : QWidget(parent), m_add(ui::quietButton(this))
{
    m_add->setProperty("flush", true);
    m_add->setObjectName(u"addSale"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::metrics::Half);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, &SalesField::addSale);
}

bool SalesField::isShownAs(const std::vector<SaleWindow> &wanted) const
{
    return m_body && std::equal(m_rows.begin(), m_rows.end(), wanted.begin(), wanted.end(),
                                [](const Row &row, const SaleWindow &sale) { return row.sale == sale; });
}

void SalesField::show(const std::vector<SaleWindow> &wanted)
{
    if (isShownAs(wanted))
        return;
    m_rows.clear();
    for (const SaleWindow &sale : wanted)
        m_rows.push_back({.sale = sale});
    build();
}

std::vector<SaleWindow> SalesField::sales() const
{
    std::vector<SaleWindow> out;
    for (const Row &row : m_rows)
        out.push_back(row.sale);
    return out;
}

void SalesField::build()
{
    if (m_body) {
        m_body->hide();
        m_body->deleteLater();
    }
    m_body = new QWidget(this);
    auto *grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(ui::metrics::Grid);
    grid->setVerticalSpacing(ui::metrics::Half);
    grid->setColumnStretch(LabelAt, 1);
    for (int column = PriceAt; column <= LabelAt; ++column) {
        m_captions[column] = ui::label(m_body, true);
        grid->addWidget(m_captions[column], 0, column);
    }
    for (size_t at = 0; at < m_rows.size(); ++at)
        addRow(at);
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, m_body);
    m_body->setVisible(!m_rows.empty());
    m_add->setEnabled(m_rows.size() < size_t(Pricing::MaxSales));
    retranslate();
}

void SalesField::addRow(size_t at)
{
    Row &row = m_rows[at];
    row.price = new catalog::PriceField(m_body);
    row.price->setFixedWidth(PriceWidth);
    row.from = new DayField(m_body);
    row.to = new DayField(m_body);
    row.label = new QLineEdit(m_body);
    row.label->setMaxLength(Pricing::MaxLabel);
    row.remove = ui::iconButton(u"close"_s, m_body);
    row.words = ui::label(m_body, true);
    row.words->setWordWrap(true);
    row.price->show(row.sale.price);
    row.from->setDate(firstDayOf(row.sale.startsAt, schoolZone()));
    row.to->setDate(lastDayOf(row.sale.endsAt, schoolZone()));
    row.label->setText(row.sale.label);
    auto *grid = static_cast<QGridLayout *>(m_body->layout());
    const int line = 1 + 2 * int(at);
    QWidget *const fields[] = {row.price, row.from, row.to, row.label, row.remove};
    for (int column = PriceAt; column <= RemoveAt; ++column)
        grid->addWidget(fields[column], line, column);
    grid->addWidget(row.words, line + 1, 0, 1, 5);
    connect(row.price, &catalog::PriceField::valueEdited, this, [this, at](Fen price) {
        m_rows[at].sale.price = price;
        Q_EMIT edited();
    });
    connect(row.from, &QDateEdit::dateChanged, this, [this, at](QDate day) {
        m_rows[at].sale.startsAt = dayStart(day, schoolZone());
        showTimes(m_rows[at]);
        Q_EMIT edited();
    });
    connect(row.to, &QDateEdit::dateChanged, this, [this, at](QDate day) {
        m_rows[at].sale.endsAt = dayEnd(day, schoolZone());
        showTimes(m_rows[at]);
        Q_EMIT edited();
    });
    connect(row.label, &QLineEdit::textEdited, this, [this, at](const QString &text) {
        m_rows[at].sale.label = text.trimmed();
        Q_EMIT edited();
    });
    connect(row.remove, &QToolButton::clicked, this, [this, at] { removeSale(at); });
}

void SalesField::showTimes(const Row &row) const
{
    row.words->setProperty("fault", false);
    const bool whole = isWholeDays(row.sale.startsAt, row.sale.endsAt, schoolZone());
    row.words->setText(whole ? QString()
                             : tr("From %1 to %2").arg(momentText(row.sale.startsAt), momentText(row.sale.endsAt)));
    row.words->setVisible(!whole);
}

void SalesField::addSale()
{
    // Behind the last one, so that a new row overlaps nothing.
    QDate from = QDateTime::currentDateTimeUtc().toTimeZone(schoolZone()).date();
    for (const Row &row : m_rows)
        from = std::max(from, lastDayOf(row.sale.endsAt, schoolZone()).addDays(1));
    SaleWindow sale;
    sale.price = m_usual;
    sale.startsAt = dayStart(from, schoolZone());
    sale.endsAt = dayEnd(from.addDays(UsualSaleDays - 1), schoolZone());
    m_rows.push_back({.sale = sale});
    build();
    m_rows.back().price->setFocus();
    m_rows.back().price->selectAll();
    Q_EMIT edited();
}

void SalesField::removeSale(size_t at)
{
    m_rows.erase(m_rows.begin() + qsizetype(at));
    build();
    if (m_rows.empty())
        m_add->setFocus();
    else
        m_rows[std::min(at, m_rows.size() - 1)].remove->setFocus();
    Q_EMIT edited();
}

void SalesField::showFaults(const QHash<QString, QString> &faults)
{
    for (size_t at = 0; at < m_rows.size(); ++at) {
        const Row &row = m_rows[at];
        showTimes(row);
        QStringList words;
        const std::pair<const char *, QWidget *> fields[] = {
                {"price", row.price}, {"startsAt", row.from}, {"endsAt", row.to}, {"label", row.label}};
        for (const auto &[name, field] : fields) {
            const QString what = faults.value(u"sales[%1].%2"_s.arg(at).arg(QLatin1String(name)));
            catalog::markFault(field, !what.isEmpty(), what);
            if (!what.isEmpty())
                words << what;
        }
        if (words.isEmpty())
            continue;
        row.words->setProperty("fault", true);
        row.words->setText(words.join(u" · "_s));
        row.words->show();
    }
    for (const Row &row : m_rows) {
        row.words->style()->unpolish(row.words);
        row.words->style()->polish(row.words);
    }
}

void SalesField::nameRow(const Row &row) const
{
    row.price->setAccessibleName(tr("Price during the sale"));
    row.from->setName(tr("First day"));
    row.to->setName(tr("Last day"));
    row.label->setAccessibleName(tr("Label"));
    row.label->setPlaceholderText(tr("Spring sale"));
    ui::setName(row.remove, tr("Remove this sale"));
    showTimes(row);
}

void SalesField::retranslate()
{
    m_add->setText(tr("Add a sale"));
    if (!m_body)
        return;
    const QString words[] = {tr("Price"), tr("First day"), tr("Last day"), tr("Label")};
    for (int column = PriceAt; column <= LabelAt; ++column)
        m_captions[column]->setText(words[column]);
    for (const Row &row : m_rows)
        nameRow(row);
}

}  // namespace commerce
