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
             Catalog catalog, const learning::SchoolCalendar &calendar, RandomBytes random, People people,
             const PaymentSettings &payments, const encryption::FieldCipher &cipher);
    Commerce(const Commerce &) = delete;

    /// What commerce seals.
    static std::vector<const encryption::SealedColumn *> sealedColumns();

    /// Seals what an earlier program left as it was, and names the learners whom a migration has listed. At the start; waits
    /// for commits.
    Result<void> prepare();
    void addRoutes(http::Router &router);
    /// Lets requests that still wait for a channel, and files, finish. When no more are coming.
    void finish()
    {
        m_orderController.finish();
        m_rightController.finish();
        m_learnerController.finish();
        m_reconciliationController.finish();
    }
    /// What is wrong with the settings of payment channels, a sentence each; those channels are off.
    const QStringList &paymentFaults() const { return m_paymentFaults; }

    /// Who hears of new rights to courses, of rights that end, and of money.
    EnrolmentListeners &enrolled() { return m_enrolled; }
    RightListeners &rightsEnded() { return m_rightsEnded; }
    OrderListeners &orders() { return m_orderFacts; }
    /// Hears of other names.
    accounts::PersonListener &learners() { return m_learnerRegister; }
    EnrolmentService &enrolments() { return m_enrolments; }
    database::PersonalData &personalData() { return m_personal; }

private:
    database::Database &m_database;
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
    CouponService m_coupons;
    MembershipService m_memberships;
    QuoteService m_quotes;
    OrderService m_orders;
    RefundService m_refunds;
    std::unique_ptr<outgoing::HttpClient> m_client;
    QStringList m_paymentFaults;
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
