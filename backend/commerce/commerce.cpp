#include "backend/commerce/commerce.h"

#include "backend/commerce/commerceaudit.h"
#include "backend/outgoing/circuitbreaker.h"

using namespace Qt::StringLiterals;

namespace commerce {

Commerce::Commerce(database::Database &database, const Clock &clock, events::EventHub &events,
                   outbox::OutboxWorker &outbox, Catalog catalog, const learning::SchoolCalendar &calendar,
                   const RandomBytes &random, People people, const PaymentSettings &payments,
                   const encryption::FieldCipher &cipher)
    : m_database(database), m_clock(clock), m_events(events),
      m_enrolments(database, clock, events, catalog.lookup, m_enrolled), m_numbers(cipher),
      m_items(database, clock, catalog.lookup), m_keeper(events, calendar, m_enrolled, m_rightsEnded),
      m_fulfilment(events, outbox, calendar, m_keeper, m_numbers, m_orderFacts),
      m_prices(database, clock, events, catalog.lookup, catalog.courses, catalog.outlines),
      m_giveaways(database, clock), m_coupons(database, clock, events, random),
      m_memberships(database, clock, events, catalog.lookup), m_quotes(database, clock, m_items),
      m_orders(database, clock, outbox, m_items, m_keeper, m_fulfilment, random),
      m_refunds(database, clock, events, outbox, calendar, m_keeper, m_numbers, m_orderFacts, random),
      m_client(std::make_unique<outgoing::CircuitBreaker>(outgoing::makeHttpClient())), m_channels(*m_client),
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
      m_learnerController(m_learners), m_paymentController(m_payments, m_channels, clock),
      m_reconciliationController(m_reconciliations)
{
    m_channels.set(payments);
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
    auto left = m_database.read([](database::Connection &c) { return PaymentRepository::hasUnsealed(c); });
    while (left && *left) {
        const auto sealed = m_database.write(
                [&](database::Transaction &tx) { return PaymentRepository::sealNext(tx, m_numbers, AtOnce); });
        if (!sealed)
            return sealed.error();
        left = *sealed == AtOnce;
    }
    return left ? LearnerRegister::settleNames(m_database) : Result<void>(left.error());
}

void Commerce::finish()
{
    m_orderController.finish();
    m_rightController.finish();
    m_learnerController.finish();
    m_paymentController.finish();
    m_reconciliationController.finish();
}

Result<void> Commerce::setPayments(const PaymentSettings &settings, bool changed)
{
    m_channels.set(settings);
    if (!changed)
        return {};
    return m_database.write([&](database::Transaction &tx) -> Result<void> {
        for (const PaymentChannels::State &state : m_channels.states()) {
            QJsonObject after = state.facts;
            after.insert(u"state"_s, state.word());
            const AuditNote note{UserId(), u"channel.settings"_s, u"channel:"_s + state.name, {}, after};
            if (auto ok = audit(tx, note, m_clock.now()); !ok)
                return ok;
        }
        tx.afterCommit([this] { m_events.publish({u"commerce.channel"_s, 0, UserId()}); });
        return {};
    });
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
