#include "backend/commerce/payment/paymentrepository.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;
using database::Connection;
using database::Transaction;
using encryption::FieldCipher;
using encryption::FieldKeys;

namespace {

constexpr Millis Now = 1'767'225'600'000;
const QString Number = u"wechatpay:4200002026010112345678"_s;

struct Scene {
    Scene() { order = insertOrder(u"ORD1"_s); }

    OrderId insertOrder(const QString &number)
    {
        const auto id = store->write([&](Transaction &tx) {
            return tx.insert("INSERT INTO orders (number, buyer_id, item_type, item_id, course_id, seller_id, title, "
                             "list_price, amount, quote_lines, status, channel, created_at, expires_at) VALUES (?, 1, "
                             "'column', 1, 1, 1, 'x', 9900, 9900, '[]', 'paid', 'wechatpay', 0, 0)",
                             number);
        });
        return OrderId(id ? *id : 0);
    }
    StoredPayment paymentOf(OrderId of, const QString &number = Number) const
    {
        return {{}, of, u"wechatpay"_s, number, 9900, false, Now, Now};
    }
    Result<PaymentId> insert(const StoredPayment &payment)
    {
        return store->write([&](Transaction &tx) { return PaymentRepository::insert(tx, numbers, payment); });
    }
    std::optional<StoredPayment> byTransaction(const TransactionNumbers &with, const QString &number = Number)
    {
        const auto found =
                store->read([&](Connection &c) { return PaymentRepository::byTransaction(c, with, number); });
        return found ? *found : std::nullopt;
    }
    bool hasUnreadable(const TransactionNumbers &with)
    {
        const auto found = store->read(
                [&](Connection &c) { return PaymentRepository::hasUnreadable(c, with, order, u"wechatpay"_s); });
        return found && *found;
    }

    support::TestStore store;
    FieldCipher cipher{FieldKeys::make(Now)};
    TransactionNumbers numbers{cipher};
    OrderId order;
};

}  // namespace

class TestSealedPayments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNumberIsNowhereInTheDatabase();
    void oneTransactionPaysOnce();
    void withoutTheKeysItIsKnownThatSomethingIsThere();
    void aNewKeyFindsWhatTheOldOneSealed();
    void whatAnEarlierProgramLeftIsSealed();
};

void TestSealedPayments::theNumberIsNowhereInTheDatabase()
{
    Scene s;
    QVERIFY(s.insert(s.paymentOf(s.order)));
    QCOMPARE(s.byTransaction(s.numbers)->transaction, Number);
    const auto row = s.store->read([](Connection &c) -> Result<QByteArray> {
        auto found = c.prepare("SELECT transaction_key, transaction_sealed FROM payments");
        if (auto ok = found.run(); !ok)
            return ok.error();
        return found.next() ? found.text(0).toUtf8() + found.blob(1) : QByteArray();
    });
    QVERIFY(row && row->size() > 60);
    QVERIFY(!row->contains("4200002026"));
    if (!s.store.url().isEmpty())
        return;
    s.store.close();
    for (const QFileInfo &file : QDir(s.store.folder()).entryInfoList(QDir::Files)) {
        QFile content(file.filePath());
        QVERIFY(content.open(QIODevice::ReadOnly));
        QVERIFY2(!content.readAll().contains("4200002026"), qPrintable(file.fileName()));
    }
}

void TestSealedPayments::oneTransactionPaysOnce()
{
    Scene s;
    QVERIFY(s.insert(s.paymentOf(s.order)));
    QCOMPARE(s.insert(s.paymentOf(s.order)).error().reason, u"already_exists"_s);
    QCOMPARE(s.insert(s.paymentOf(s.insertOrder(u"ORD2"_s))).error().reason, u"already_exists"_s);
    QVERIFY(s.insert(s.paymentOf(s.order, Number + u'9')));
    QVERIFY(!s.byTransaction(s.numbers, u"alipay:4200002026010112345678"_s));
    QVERIFY(!s.hasUnreadable(s.numbers));
}

/// A repeat must not be taken for another payment, which would go back to the payer.
void TestSealedPayments::withoutTheKeysItIsKnownThatSomethingIsThere()
{
    Scene s;
    QVERIFY(s.insert(s.paymentOf(s.order)));
    const FieldCipher other(FieldKeys::make(Now));
    const TransactionNumbers lost(other);
    QVERIFY(!s.byTransaction(lost));
    QVERIFY(s.hasUnreadable(lost));
}

void TestSealedPayments::aNewKeyFindsWhatTheOldOneSealed()
{
    Scene s;
    QVERIFY(s.insert(s.paymentOf(s.order)));
    const FieldCipher after(s.cipher.keys().rotated(Now));
    const TransactionNumbers rotated(after);
    QCOMPARE(s.byTransaction(rotated)->transaction, Number);
    QVERIFY(!s.hasUnreadable(rotated));
}

void TestSealedPayments::whatAnEarlierProgramLeftIsSealed()
{
    Scene s;
    const auto made = s.store->write([&](Transaction &tx) -> Result<void> {
        for (int i = 0; i < 3; ++i) {
            const auto id = tx.insert("INSERT INTO payments (order_id, channel, transaction_key, amount, surplus, "
                                      "paid_at, booked_at) VALUES (?, 'wechatpay', ?, 9900, 0, 1, 1)",
                                      s.order.value, Number + QString::number(i));
            if (!id)
                return id.error();
        }
        return {};
    });
    QVERIFY(made);
    const auto seal = [&] {
        const auto done =
                s.store->write([&](Transaction &tx) { return PaymentRepository::sealNext(tx, s.numbers, 2); });
        return done ? *done : -1;
    };
    const auto left = [&] {
        const auto any = s.store->read([](Connection &c) { return PaymentRepository::hasUnsealed(c); });
        return any && *any;
    };
    QVERIFY(left());
    QCOMPARE(seal(), 2);
    QVERIFY(left());
    QCOMPARE(seal(), 1);
    QVERIFY(!left());
    QCOMPARE(seal(), 0);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(s.byTransaction(s.numbers, Number + QString::number(i))->transaction, Number + QString::number(i));
}

QTEST_GUILESS_MAIN(TestSealedPayments)
#include "tst_sealedpayments.moc"
