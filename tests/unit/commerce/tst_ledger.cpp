#include "backend/commerce/ledger/ledgerrepository.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;
using database::Connection;
using database::Transaction;

/// The ledger in the store.
class LedgerTest final : public QObject
{
    Q_OBJECT
private slots:
    void anErasedSellersSumsAreTheSchools();
};

void LedgerTest::anErasedSellersSumsAreTheSchools()
{
    support::TestStore store;
    const auto book = [&](const QString &key, int day, UserId seller, Fen amount) {
        Booking booking;
        booking.key = key;
        booking.entry = {LedgerKind::Payment, amount, day};
        booking.order = OrderId(1);
        booking.course = CourseId(7);
        booking.seller = seller;
        booking.channel = u"wechatpay"_s;
        return store->write([&](Transaction &tx) { return LedgerRepository::book(tx, booking); });
    };
    QVERIFY(book(u"a"_s, 1, UserId(5), 100));
    QVERIFY(book(u"b"_s, 1, UserId(), 20));  // the same course and day
    QVERIFY(book(u"c"_s, 2, UserId(5), 3));
    QVERIFY(book(u"d"_s, 2, UserId(6), 4000));
    for (int again = 0; again < 2; ++again)
        QVERIFY(store->write([](Transaction &tx) { return LedgerRepository::forgetSeller(tx, UserId(5)); }));
    const auto sums = [&](UserId seller) {
        const auto days = store->read([&](Connection &c) { return LedgerRepository::days(c, {seller, 0, 9}); });
        QStringList out;
        for (const LedgerDay &day : days ? *days : std::vector<LedgerDay>())
            out += u"%1: %2 of %3"_s.arg(day.day).arg(day.sum.gross).arg(day.sum.orders);
        return out.join(u", "_s);
    };
    const auto entries = [&](UserId seller) {
        return store->read([&](Connection &c) { return LedgerRepository::count(c, {seller, 0, 9}); });
    };
    QCOMPARE(sums(UserId(5)), QString());
    QCOMPARE(sums(UserId()), u"1: 120 of 2, 2: 3 of 1"_s);
    QCOMPARE(sums(UserId(6)), u"2: 4000 of 1"_s);
    QCOMPARE(*entries(UserId(5)), 0);
    QCOMPARE(*entries(UserId()), 3);
    QCOMPARE(*entries(UserId(6)), 1);
}

QTEST_GUILESS_MAIN(LedgerTest)
#include "tst_ledger.moc"
