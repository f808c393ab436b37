#include "widgets/commerce/prices/itempriceform.h"

#include "models/commerce/saledays.h"
#include "models/commerce/schoolzone.h"
#include "models/domain/commerce/right.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/commerce/page/dayfield.h"
#include "widgets/commerce/prices/salesfield.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

enum ValidityChoice { ForGood, UntilDay, ForDays };

constexpr int UsualDays = 365;

}  // namespace

ItemPriceForm::ItemPriceForm(const Clock &clock, QWidget *parent)
    : FormColumn(parent), m_clock(clock), m_heading(heading()), m_hint(new HintLine(this, false)),
      m_warning(new HintLine(this)), m_free(new catalog::CheckField(this)), m_price(new catalog::PriceField(this)),
      m_sales(new SalesField(this)), m_zone(ui::label(this, true)), m_validity(new catalog::ChoiceField(this)),
      m_until(new DayField(this)), m_days(new catalog::NumberField(this))
{
    build();
    connect(m_free, &catalog::CheckField::valueEdited, this, [this](bool free) {
        m_edited.pricing.isFree = free;
        take();
    });
    connect(m_price, &catalog::PriceField::valueEdited, this, [this](Fen price) {
        m_edited.pricing.price = price;
        take();
    });
    connect(m_sales, &SalesField::edited, this, [this] {
        m_edited.pricing.sales = m_sales->sales();
        take();
    });
    connect(m_validity, &catalog::ChoiceField::valueEdited, this, &ItemPriceForm::takeValidity);
    connect(m_until, &QDateEdit::dateChanged, this, &ItemPriceForm::takeValidity);
    connect(m_days, &catalog::NumberField::valueEdited, this, &ItemPriceForm::takeValidity);
    retranslate();
}

void ItemPriceForm::build()
{
    m_price->setObjectName(u"listPrice"_s);
    m_validity->setObjectName(u"validity"_s);
    m_price->setFixedWidth(160);
    m_days->setFixedWidth(160);
    m_days->setRange(1, Validity::MaxDays);
    m_zone->setWordWrap(true);
    addPlain(m_hint);
    addPlain(m_warning);
    addPlain(m_free);
    m_column->addSpacing(ui::metrics::Grid);
    m_priceCaption = addField(m_price);
    addRule();
    m_salesCaption = addField(m_sales);
    addPlain(m_zone);
    addRule();
    m_validityCaption = addField(m_validity);
    addField(m_until);
    addField(m_days);
    finish();
}

void ItemPriceForm::show(const PricedItem &stored, const PricedItem &edited, bool coursePublished)
{
    m_showing = true;
    m_stored = stored;
    m_edited = edited;
    m_coursePublished = coursePublished;
    m_heading->setText(edited.title);
    m_free->show(edited.pricing.isFree);
    m_price->show(edited.pricing.price);
    m_sales->show(edited.pricing.sales);
    m_validity->show(edited.validUntil ? UntilDay : edited.validDays ? ForDays : ForGood);
    m_until->setDate(edited.validUntil
                             ? lastDayOf(*edited.validUntil, schoolZone())
                             : QDateTime::fromMSecsSinceEpoch(m_clock.now(), schoolZone()).date().addYears(1));
    m_days->setValue(edited.validDays.value_or(UsualDays));
    m_showing = false;
    showFaults({});
    showState();
}

void ItemPriceForm::take()
{
    if (m_showing)
        return;
    showFaults({});
    showState();
    Q_EMIT changed();
}

void ItemPriceForm::takeValidity()
{
    if (m_showing)
        return;
    const int choice = m_validity->currentIndex();
    const bool sameDay = m_edited.validUntil && lastDayOf(*m_edited.validUntil, schoolZone()) == m_until->date();
    if (choice != UntilDay)
        m_edited.validUntil.reset();
    else if (!sameDay)
        m_edited.validUntil = dayEnd(m_until->date(), schoolZone());
    m_edited.validDays = choice == ForDays ? std::optional(m_days->value()) : std::nullopt;
    take();
}

void ItemPriceForm::showFaults(const QHash<QString, QString> &faults)
{
    const std::pair<const char *, QWidget *> fields[] = {
            {"price", m_price}, {"validUntil", m_until}, {"validDays", m_days}};
    for (const auto &[name, field] : fields) {
        const QString what = faults.value(QLatin1String(name));
        catalog::markFault(field, !what.isEmpty(), what);
    }
    m_sales->showFaults(faults);
}

/// A draft's list price is sold at from the next edition on; sales hold at once.
QString ItemPriceForm::publishHint() const
{
    const bool lesson = m_edited.type == ItemType::Article;
    if (!m_coursePublished)
        return lesson ? QString() : tr("The course isn't published: nothing of it is sold yet.");
    if (!awaitsPublishing(m_edited))
        return {};
    if (m_edited.publishedFree)
        return tr("Free until you publish the course again.");
    if (!m_edited.published)
        return tr("Not sold by itself until you publish the course again.");
    return tr("Sold at %1 until you publish the course again.").arg(formatPrice(*m_edited.published));
}

QString ItemPriceForm::zeroWarning() const
{
    const Pricing &pricing = m_edited.pricing;
    if (pricing.isFree)
        return pricing.price > 0 ? tr("It is free and has a price; learners won't be asked to pay.") : QString();
    if (pricing.price == 0 && m_edited.type == ItemType::Column)
        return tr("At ¥0.00 everybody gets it for nothing.");
    const bool zeroSale = std::any_of(pricing.sales.begin(), pricing.sales.end(),
                                      [](const SaleWindow &sale) { return sale.price == 0; });
    return zeroSale ? tr("A sale at ¥0.00 gives it away, and who takes it then keeps it.") : QString();
}

QString ItemPriceForm::couponWarning() const
{
    if (m_giveaways.isEmpty() || m_edited.pricing.isFree)
        return {};
    const QString codes = m_giveaways.mid(0, 3).join(u"、"_s);
    return m_giveaways.size() > 3 ? tr("With these coupons it costs nothing: %1 and more").arg(codes)
                                  : tr("With these coupons it costs nothing: %1").arg(codes);
}

void ItemPriceForm::setGiveaways(const QStringList &codes)
{
    if (codes == m_giveaways)
        return;
    m_giveaways = codes;
    showState();
}

void ItemPriceForm::showState()
{
    m_hint->say(publishHint());
    QStringList warnings{zeroWarning(), couponWarning()};
    warnings.removeAll(QString());
    m_warning->say(warnings.join(u' '));
    m_price->setEnabled(!m_edited.pricing.isFree);
    m_sales->setUsualPrice(m_edited.pricing.price * 8 / 10 / 100 * 100);
    m_until->setVisible(m_validity->currentIndex() == UntilDay);
    m_days->setVisible(m_validity->currentIndex() == ForDays);
}

void ItemPriceForm::retranslate()
{
    m_free->setText(tr("Free for everybody"));
    m_priceCaption->setText(tr("List price"));
    m_salesCaption->setText(tr("Sales"));
    m_sales->retranslate();
    m_zone->setText((isZoneElsewhere()
                             ? tr("Days begin and end at midnight of the school's time zone (%1), which is not "
                                  "this computer's.")
                                       .arg(schoolZoneName())
                             : tr("Days begin and end at midnight.")) +
                    u' ' + tr("Sales hold at once, without publishing."));
    m_validityCaption->setText(tr("How long a purchase is good"));
    m_validity->setItems({tr("For good"), tr("Until a day"), tr("For a number of days")});
    m_validity->setAccessibleName(m_validityCaption->text());
    m_price->setAccessibleName(m_priceCaption->text());
    m_until->setName(tr("A purchase is good until the end of"));
    nameNumber(m_days, tr("Days that a purchase is good"));
    m_days->setSuffix(tr(" days"));
    showState();
}

}  // namespace commerce
