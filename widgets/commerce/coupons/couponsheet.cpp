#include "widgets/commerce/coupons/couponsheet.h"

#include "models/commerce/giveaway.h"
#include "models/commerce/saledays.h"
#include "models/commerce/schoolzone.h"
#include "models/domain/commerce/coupon/coupon.h"
#include "models/domain/commerce/coupon/couponcode.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/commerce/page/dayfield.h"
#include "widgets/commerce/page/scopefield.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr int UsualCouponDays = 30;
constexpr int UsualBatch = 100;
constexpr int TitlesInWarning = 3;

QString titleOf(CouponSheet::Kind kind, bool isNew)
{
    if (!isNew)
        return CouponSheet::tr("Change a coupon");
    return kind == CouponSheet::Kind::Batch ? CouponSheet::tr("Many coupons") : CouponSheet::tr("New coupon");
}

catalog::NumberField *limitField(QWidget *parent)
{
    auto *field = new catalog::NumberField(parent);
    field->setRange(0, int(Coupon::MaxLimit));
    field->setGroupSeparatorShown(true);
    return field;
}

}  // namespace

CouponSheet::CouponSheet(Kind kind, const QJsonObject &before, CouponListModel &coupons,
                         const std::vector<PricedItem> &courses, const catalog::CategoryModel &categories,
                         const Clock &clock, QWidget *parent)
    : SheetForm([kind, isNew = before.isEmpty()] { return titleOf(kind, isNew); },
                [isNew = before.isEmpty()] { return isNew ? tr("Make") : tr("Save"); }, 2, parent),
      m_kind(kind), m_before(before), m_coupons(coupons), m_courses(courses), m_clock(clock),
      m_code(new QLineEdit(this)), m_count(new catalog::NumberField(this)), m_worth(new catalog::ChoiceField(this)),
      m_amount(new catalog::PriceField(this)), m_cap(new catalog::PriceField(this)),
      m_threshold(new catalog::PriceField(this)), m_percent(new catalog::NumberField(this)),
      m_scope(new ScopeField(courses, categories, this)), m_from(new DayField(this)), m_to(new DayField(this)),
      m_total(limitField(this)), m_perUser(limitField(this)), m_firstOnly(new catalog::CheckField(this)),
      m_withSale(new catalog::CheckField(this)), m_warning(new HintLine(this))
{
    m_worth->setItems({tr("An amount"), tr("A percentage")});
    buildWorth();
    buildLimits();
    addWide(m_warning);
    take(before);
    connect(this, &SheetForm::submitted, this, &CouponSheet::send);
    m_code->setFocus();
}

void CouponSheet::retranslate()
{
    SheetForm::retranslate();
    m_worth->setItems({tr("An amount"), tr("A percentage")});
    m_total->setSpecialValueText(tr("No limit"));
    m_perUser->setSpecialValueText(tr("No limit"));
    m_firstOnly->setText(tr("Only on the first order"));
    m_withSale->setText(tr("Also on top of a sale"));
    m_from->setName(tr("First day"));
    m_to->setName(tr("Last day"));
    m_scope->retranslate();
    showState();
}

void CouponSheet::buildWorth()
{
    const bool batch = m_kind == Kind::Batch;
    m_code->setObjectName(u"couponCode"_s);
    m_amount->setObjectName(u"couponAmount"_s);
    m_code->setMaxLength(batch ? MaxCouponPrefix : MaxCouponCode);
    m_code->setPlaceholderText(batch ? u"SPRING-"_s : u"SPRING2027"_s);
    m_count->setRange(1, MaxCouponBatch);
    m_count->setValue(UsualBatch);
    m_count->setGroupSeparatorShown(true);
    m_percent->setRange(1, 99);
    m_percent->setSuffix(u" %"_s);
    SheetColumn *left = form(0);
    left->add([batch] { return batch ? tr("Codes begin with") : tr("Code"); }, m_code, batch ? u"prefix"_s : u"code"_s);
    if (batch)
        left->add([] { return tr("How many"); }, m_count, u"count"_s);
    else
        m_count->hide();
    left->add([] { return tr("Takes off"); }, m_worth, u"kind"_s);
    left->add([] { return tr("Amount"); }, m_amount, u"value"_s);
    left->add([] { return tr("Percent"); }, m_percent, u"value"_s);
    left->add([] { return tr("At most (¥0.00: no limit)"); }, m_cap, u"cap"_s);
    left->add([] { return tr("From this price on"); }, m_threshold, u"threshold"_s);
    left->end();
    connect(m_worth, &catalog::ChoiceField::valueEdited, this, &CouponSheet::showState);
    connect(m_percent, &catalog::NumberField::valueEdited, this, &CouponSheet::showState);
    const std::pair<catalog::PriceField *, Fen *> prices[] = {
            {m_amount, &m_amountOff}, {m_cap, &m_capAt}, {m_threshold, &m_fromPrice}};
    for (const auto &[field, value] : prices) {
        connect(field, &catalog::PriceField::valueEdited, this, [this, value = value](Fen amount) {
            *value = amount;
            showState();
        });
    }
}

void CouponSheet::buildLimits()
{
    auto *days = new QWidget(this);
    auto *row = new QHBoxLayout(days);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_from);
    row->addStretch(1);
    row->addWidget(m_to);
    days->setFocusProxy(m_from);
    SheetColumn *right = form(1);
    right->add([] { return inSchoolZone(tr("First and last day")); }, days, u"endsAt"_s);
    right->add([] { return tr("Uses by all"); }, m_total, u"totalLimit"_s);
    right->add([] { return tr("Uses by one person"); }, m_perUser, u"perUserLimit"_s);
    right->addBare(m_firstOnly);
    right->addBare(m_withSale);
    right->add([] { return tr("For"); }, m_scope, u"scope.ids"_s);
    right->end();
    connect(m_scope, &ScopeField::edited, this, &CouponSheet::showState);
    connect(m_withSale, &catalog::CheckField::valueEdited, this, &CouponSheet::showState);
    for (DayField *day : {m_from, m_to})
        connect(day, &QDateEdit::dateChanged, this, &CouponSheet::showState);
}

void CouponSheet::take(const QJsonObject &coupon)
{
    const bool isNew = coupon.isEmpty();
    const bool percent = coupon[u"kind"] == "percent"_L1;
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.now(), schoolZone()).date();
    m_code->setText(coupon[u"code"].toString());
    m_code->setReadOnly(!isNew);
    m_worth->show(percent ? 1 : 0);
    m_amountOff = percent ? 0 : coupon[u"value"].toInteger();
    m_capAt = coupon[u"cap"].toInteger();
    m_fromPrice = coupon[u"threshold"].toInteger();
    m_amount->show(m_amountOff);
    m_cap->show(m_capAt);
    m_threshold->show(m_fromPrice);
    m_percent->setValue(percent ? coupon[u"value"].toInt() : 10);
    m_scope->show(coupon[u"scope"].toObject());
    const auto starts = fromIso(coupon[u"startsAt"].toString()), ends = fromIso(coupon[u"endsAt"].toString());
    m_from->setDate(starts ? firstDayOf(*starts, schoolZone()) : today);
    m_to->setDate(ends ? lastDayOf(*ends, schoolZone()) : today.addDays(UsualCouponDays - 1));
    m_total->setValue(coupon[u"totalLimit"].toInt(isNew && m_kind == Kind::Batch ? 1 : 0));
    m_perUser->setValue(coupon[u"perUserLimit"].toInt(isNew ? 1 : 0));
    m_firstOnly->show(coupon[u"firstOrderOnly"].toBool());
    m_withSale->show(coupon[u"withSale"].toBool());
    showState();
}

QJsonObject CouponSheet::body() const
{
    const bool percent = m_worth->currentIndex() == 1;
    // Times of another program that aren't midnights stay, as long as the day does.
    const auto kept = [this](const QString &name, Millis time, QDate day, QDate (*dayOf)(Millis, const QTimeZone &)) {
        const auto before = fromIso(m_before[name].toString());
        return toIso(before && dayOf(*before, schoolZone()) == day ? *before : time);
    };
    QJsonObject body{
            {u"kind"_s, percent ? u"percent"_s : u"amount"_s},
            {u"value"_s, percent ? qint64(m_percent->value()) : m_amountOff},
            {u"threshold"_s, m_fromPrice},
            {u"scope"_s, m_scope->scope()},
            {u"startsAt"_s, kept(u"startsAt"_s, dayStart(m_from->date(), schoolZone()), m_from->date(), firstDayOf)},
            {u"endsAt"_s, kept(u"endsAt"_s, dayEnd(m_to->date(), schoolZone()), m_to->date(), lastDayOf)},
            {u"firstOrderOnly"_s, m_firstOnly->isChecked()},
            {u"withSale"_s, m_withSale->isChecked()}};
    if (percent && m_capAt > 0)
        body.insert(u"cap"_s, m_capAt);
    if (m_total->value() > 0)
        body.insert(u"totalLimit"_s, m_total->value());
    if (m_perUser->value() > 0)
        body.insert(u"perUserLimit"_s, m_perUser->value());
    if (m_kind == Kind::Batch) {
        body.insert(u"prefix"_s, m_code->text().trimmed());
        body.insert(u"count"_s, m_count->value());
    } else {
        body.insert(u"code"_s, m_code->text().trimmed());
    }
    return body;
}

void CouponSheet::showState()
{
    const bool percent = m_worth->currentIndex() == 1;
    form(0)->setShown(m_amount, !percent);
    form(0)->setShown(m_percent, percent);
    form(0)->setShown(m_cap, percent);
    QJsonObject tried = body();
    if (m_kind == Kind::One && m_code->text().trimmed().isEmpty())
        tried.insert(u"code"_s, u"ANYCODE"_s);
    if (m_kind == Kind::Batch && m_code->text().trimmed().isEmpty())
        tried.insert(u"prefix"_s, u"ANY"_s);
    QStringList free = coursesGivenAway(tried, m_courses, m_clock.now());
    const int more = int(free.size()) - TitlesInWarning;
    free = free.mid(0, TitlesInWarning);
    QString words = free.isEmpty() ? QString() : tr("Where it is used, this costs nothing: %1").arg(free.join(u"、"_s));
    if (more > 0)
        words += tr(" and %1 more").arg(more);
    m_warning->say(words);
}

void CouponSheet::send()
{
    setBusy(true);
    const auto done = [this](const Result<QJsonObject> &answer) {
        if (!answer)
            return showError(answer.error());
        Q_EMIT made(*answer);
        accept();
    };
    if (m_before.isEmpty())
        m_coupons.create(body(), this, done);
    else
        m_coupons.change(m_before[u"id"].toInteger(), body(), this, done);
}

}  // namespace commerce
