#include "backend/commerce/commerce.h"

namespace commerce {

Commerce::Commerce(database::Database &database, const Clock &clock, events::EventHub &events,
                   outbox::OutboxWorker &outbox, Catalog catalog, const learning::SchoolCalendar &calendar,
                   RandomBytes random, People people, const PaymentSettings &payments,
                   const encryption::FieldCipher &cipher)
    : m_database(database), m_enrolments(database, clock, events, catalog.lookup, m_enrolled), m_numbers(cipher),
      m_items(database, clock, catalog.lookup), m_keeper(events, calendar, m_enrolled, m_rightsEnded),
      m_fulfilment(events, outbox, calendar, m_keeper, m_numbers, m_orderFacts),
      m_prices(database, events, catalog.lookup, catalog.courses, catalog.outlines),
      m_coupons(database, clock, events, random), m_memberships(database, clock, events),
      m_quotes(database, clock, m_items), m_orders(database, clock, outbox, m_items, m_keeper, m_fulfilment, random),
      m_refunds(database, clock, events, outbox, calendar, m_keeper, m_numbers, m_orderFacts, random),
      m_client(outgoing::makeHttpClient()), m_channels(PaymentChannels::make(payments, *m_client, m_paymentFaults)),
      m_payments(database, clock, outbox, m_items, m_fulfilment, m_refunds, m_channels),
      m_poll(database, clock, m_payments), m_close(database, m_payments),
      m_expiry(database, clock, m_fulfilment, [this](const Order &order) { return m_payments.mayEnd(order); }),
      m_reconciliations(database, clock, events, outbox, calendar, m_numbers, m_channels),
      m_rights(database, clock, catalog.lookup, m_items, m_keeper, std::move(people.knows)),
      m_import(database, clock, calendar, m_items, m_keeper), m_learners(database, clock, calendar),
      m_enrolmentController(m_enrolments), m_pricingController(m_prices), m_couponController(m_coupons),
      m_membershipController(m_memberships), m_quoteController(m_quotes),
      m_orderController(m_orders, m_refunds, m_payments, std::move(people.names)),
      m_ledgerController(database, clock, calendar), m_rightController(m_rights, m_import, calendar),
      m_learnerController(m_learners), m_paymentController(clock, m_payments, m_channels, m_paymentFaults),
      m_reconciliationController(m_reconciliations)
{
    m_refunds.setPayBack(
            [this](const Order &order, const StoredRefund &refund) { return m_payments.payBack(order, refund); });
    outbox.addHandler(m_poll);
    outbox.addHandler(m_close);
    outbox.addChore([this] { m_payments.upkeep(); });
    outbox.addHandler(m_expiry);
    outbox.addHandler(m_refunds);
    outbox.addHandler(m_reconciliations);
    outbox.addChore([this] { m_reconciliations.schedule(); });
}

std::vector<const encryption::SealedColumn *> Commerce::sealedColumns()
{
    return {&TransactionNumbers::ofPayments(), &TransactionNumbers::ofDifferences()};
}

Result<void> Commerce::prepare()
{
    constexpr int AtOnce = 500;
    for (;;) {
        const auto sealed = m_database.write(
                [&](database::Transaction &tx) { return PaymentRepository::sealNext(tx, m_numbers, AtOnce); });
        if (!sealed)
            return sealed.error();
        if (*sealed < AtOnce)
            return LearnerRegister::settleNames(m_database);
    }
}

void Commerce::addRoutes(http::Router &router)
{
    m_enrolmentController.addRoutes(router);
    m_pricingController.addRoutes(router);
    m_couponController.addRoutes(router);
    m_membershipController.addRoutes(router);
    m_quoteController.addRoutes(router);
    m_orderController.addRoutes(router);
    m_ledgerController.addRoutes(router);
    m_rightController.addRoutes(router);
    m_learnerController.addRoutes(router);
    m_paymentController.addRoutes(router);
    m_reconciliationController.addRoutes(router);
}

}  // namespace commerce
