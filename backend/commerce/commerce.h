#pragma once

#include "backend/commerce/coupon/couponcontroller.h"
#include "backend/commerce/enrolment/enrolmentcontroller.h"
#include "backend/commerce/learner/learnercontroller.h"
#include "backend/commerce/learner/learnerregister.h"
#include "backend/commerce/ledger/ledgercontroller.h"
#include "backend/commerce/membership/membershipcontroller.h"
#include "backend/commerce/order/ordercontroller.h"
#include "backend/commerce/order/orderservice.h"
#include "backend/commerce/order/personalorders.h"
#include "backend/commerce/payment/paymentcontroller.h"
#include "backend/commerce/pricing/giveawayfacts.h"
#include "backend/commerce/pricing/pricingcontroller.h"
#include "backend/commerce/quote/quotecontroller.h"
#include "backend/commerce/reconciliation/reconciliationcontroller.h"
#include "backend/commerce/refund/refundservice.h"
#include "backend/commerce/right/rightcontroller.h"
#include "backend/encryption/sealedcolumn.h"

namespace commerce {

/// The feature put together, for the composition root. Owner: the composition root; everything handed in outlives it.
class Commerce
{
public:
    struct Catalog {
        const catalog::CourseLookup &lookup;
        catalog::CourseService &courses;
        catalog::OutlineService &outlines;
    };

    struct People {
        KnowsPerson knows;
        PeopleNames names;
    };

    Commerce(database::Database &database, const Clock &clock, events::EventHub &events, outbox::OutboxWorker &outbox,
             Catalog catalog, const learning::SchoolCalendar &calendar, const RandomBytes &random, People people,
             const PaymentSettings &payments, const encryption::FieldCipher &cipher);
    Commerce(const Commerce &) = delete;

    /// What commerce seals.
    static std::vector<const encryption::SealedColumn *> sealedColumns();

    /// Before the first request: seals what an earlier program left as it was, and names those whom a migration has listed.
    /// Waits for commits. Errors: of the store.
    Result<void> prepare();
    void addRoutes(http::Router &router);
    /// Lets requests that still wait for a channel, and files, finish. When no more are coming.
    void finish();
    /// What is wrong with the settings of payment channels, a sentence each; those channels are off.
    QStringList paymentFaults() const { return m_channels.faults(); }
    /// Other settings of the channels, from now on. `changed`: by who sits at the machine, which is noted.
    /// Keeps no secret anywhere but in memory. Errors: those of Database::write. Thread: any.
    Result<void> setPayments(const PaymentSettings &settings, bool changed);

    /// Who hears of new rights to courses, of rights that end, and of money.
    EnrolmentListeners &enrolled() { return m_enrolled; }
    RightListeners &rightsEnded() { return m_rightsEnded; }
    OrderListeners &orders() { return m_orderFacts; }
    /// Hears of other names.
    accounts::PersonListener &learners() { return m_learnerRegister; }
    EnrolmentService &enrolments() { return m_enrolments; }
    const catalog::PublishPrices &publishPrices() const { return m_giveaways; }
    database::PersonalData &personalData() { return m_personal; }

private:
    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    EnrolmentListeners m_enrolled;
    RightListeners m_rightsEnded;
    OrderListeners m_orderFacts;
    PersonalOrders m_personal;
    LearnerRegister m_learnerRegister;
    EnrolmentService m_enrolments;
    TransactionNumbers m_numbers;
    ItemsOnSale m_items;
    RightKeeper m_keeper;
    Fulfilment m_fulfilment;
    PricingService m_prices;
    GiveawayFacts m_giveaways;
    CouponService m_coupons;
    MembershipService m_memberships;
    QuoteService m_quotes;
    OrderService m_orders;
    RefundService m_refunds;
    std::unique_ptr<outgoing::HttpClient> m_client;
    PaymentChannels m_channels;
    PaymentService m_payments;
    PaymentPoll m_poll;
    PaymentClose m_close;
    OrderExpiry m_expiry;
    ReconciliationService m_reconciliations;
    RightService m_rights;
    RightImport m_import;
    LearnerService m_learners;

    EnrolmentController m_enrolmentController;
    PricingController m_pricingController;
    CouponController m_couponController;
    MembershipController m_membershipController;
    QuoteController m_quoteController;
    OrderController m_orderController;
    LedgerController m_ledgerController;
    RightController m_rightController;
    LearnerController m_learnerController;
    PaymentController m_paymentController;
    ReconciliationController m_reconciliationController;
};

}  // namespace commerce
