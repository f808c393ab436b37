#pragma once

#include "tests/e2e/moneyscene.h"

#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

/// Looks at a school's money from outside, with SQL of its own and the channels' books: knows the tables, not the program.
/// Thread: the test's.
class MoneyAudit
{
public:
    explicit MoneyAudit(MoneyScene &scene) : m_scene(scene)
    {
        const bool isServer = support::TestDatabase::isOnServer();
        m_database = QSqlDatabase::addDatabase(isServer ? u"QMYSQL"_s : u"QSQLITE"_s, u"moneyaudit"_s);
        if (isServer) {
            const QUrl url(scene.place().url());
            m_database.setHostName(url.host());
            m_database.setPort(url.port());
            m_database.setUserName(url.userName());
            m_database.setPassword(url.password(QUrl::FullyDecoded));
            m_database.setDatabaseName(scene.place().name());
        } else {
            m_database.setDatabaseName(scene.folder() + u"/school.db"_s);
        }
        if (!m_database.open())
            qFatal("the audit can't open the store: %s", qPrintable(m_database.lastError().text()));
    }
    ~MoneyAudit()
    {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(u"moneyaudit"_s);
    }

    qint64 number(const QString &sql) const { return rows(sql).value(0).toLongLong(); }
    void change(const QString &sql) const
    {
        QSqlQuery query(m_database);
        if (!query.exec(sql))
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
    }
    qint64 waiting() const { return number(u"SELECT COUNT(*) FROM outbox WHERE topic LIKE 'commerce.%'"_s); }

    /// What is wrong, a line each; empty: everything agrees. Open orders may have their messages.
    QString faults() const
    {
        QStringList out;
        for (const auto &[what, sql] : rules()) {
            if (const QStringList found = rows(sql); !found.isEmpty())
                out.append(what + u": "_s + found.join(u", "_s));
        }
        for (const QString &channel : {u"wechatpay"_s, u"alipay"_s})
            out += againstChannel(channel);
        return out.join(u'\n');
    }

private:
    static std::vector<std::pair<QString, QString>> rules()
    {
        return {
                {u"the ledger of an order isn't what was paid less what went back"_s,
                 u"SELECT o.number FROM orders o WHERE (SELECT COALESCE(SUM(l.amount), 0) FROM ledger l WHERE "
                 "l.order_id = o.id) <> CASE WHEN o.paid_at IS NULL THEN 0 ELSE o.amount END - o.refunded + (SELECT "
                 "COALESCE(SUM(p.amount), 0) FROM payments p WHERE p.order_id = o.id AND p.surplus = 1) - (SELECT "
                 "COALESCE(SUM(r.amount), 0) FROM refunds r WHERE r.order_id = o.id AND r.payment_id IS NOT NULL AND "
                 "r.status = 'done')"_s},
                {u"an order isn't booked once"_s, u"SELECT o.number FROM orders o WHERE (SELECT COUNT(*) FROM ledger l "
                                                  u"WHERE l.order_id = o.id AND l.kind "
                                                  "= 'payment') <> CASE WHEN o.paid_at IS NULL THEN 0 ELSE 1 END"_s},
                {u"a refund isn't booked once"_s,
                 u"SELECT r.number FROM refunds r WHERE (SELECT COUNT(*) FROM ledger l WHERE l.kind = 'refund' AND "
                 "l.order_id = r.order_id AND l.amount = -r.amount AND l.happened_at = r.finished_at) <> CASE WHEN "
                 "r.status = 'done' THEN 1 ELSE 0 END"_s},
                {u"an order's refunds don't add up"_s,
                 u"SELECT o.number FROM orders o WHERE o.refunded <> (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r "
                 "WHERE r.order_id = o.id AND r.payment_id IS NULL AND r.status = 'done') OR o.refunded > o.amount"_s},
                {u"a right without its order, or an order without its right"_s,
                 u"SELECT o.number FROM orders o WHERE (SELECT COUNT(*) FROM rights t WHERE t.order_id = o.id AND "
                 "t.revoked_at IS NULL) <> CASE WHEN o.status IN ('paid', 'partially_refunded') THEN 1 ELSE 0 END"_s},
                {u"a coupon's uses"_s, u"SELECT c.code FROM coupons c WHERE c.used <> (SELECT COUNT(*) FROM orders o "
                                       u"WHERE o.coupon_id = c.id "
                                       "AND o.status IN ('paid', 'partially_refunded')) OR c.reserved <> (SELECT "
                                       "COUNT(*) FROM orders o WHERE "
                                       "o.coupon_id = c.id AND o.status = 'pending')"_s},
                {u"the sums of a day"_s,
                 u"SELECT d.business_day FROM (SELECT business_day, SUM(gross) + SUM(refunds) + SUM(commission) AS "
                 u"net, "
                 "SUM(gross) AS gross, SUM(orders) AS orders FROM ledger_days GROUP BY business_day) d WHERE d.net <> "
                 "(SELECT SUM(l.amount) FROM ledger l WHERE l.business_day = d.business_day) OR d.gross <> (SELECT "
                 "SUM(CASE WHEN l.kind IN ('payment', 'surplus') THEN l.amount ELSE 0 END) FROM ledger l WHERE "
                 "l.business_day = d.business_day) OR d.orders <> (SELECT SUM(CASE WHEN l.kind = 'payment' THEN 1 ELSE "
                 "0 "
                 "END) FROM ledger l WHERE l.business_day = d.business_day)"_s},
                {u"a day of the ledger without sums"_s,
                 u"SELECT l.business_day FROM ledger l WHERE NOT EXISTS (SELECT 1 FROM ledger_days d WHERE "
                 "d.business_day = l.business_day)"_s},
                {u"a message of an order that is over"_s,
                 u"SELECT m.topic FROM outbox m WHERE m.topic LIKE 'commerce.%' AND NOT (m.topic IN "
                 u"('commerce.expire', "
                 "'commerce.ask') AND EXISTS (SELECT 1 FROM orders o WHERE o.id = m.subject_id AND o.status = "
                 "'pending'))"_s},
        };
    }

    QStringList rows(const QString &sql) const
    {
        QSqlQuery query(m_database);
        if (!query.exec(sql))
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        QStringList out;
        while (query.next()) {
            QStringList values;
            for (int column = 0; column < query.record().count(); ++column)
                values.append(query.value(column).toString());
            out.append(values.join(u' '));
        }
        return out;
    }

    /// Our payments and refunds of a channel against those in its own books.
    QStringList againstChannel(const QString &channel) const
    {
        QSet<QString> theirs;
        const bool isWechat = channel == "wechatpay"_L1;
        auto &gateway = m_scene.gateway(channel);
        const QJsonObject orders = gateway.control("orders").object();
        for (auto it = orders.begin(); it != orders.end(); ++it) {
            const QJsonObject order = it.value().toObject();
            if (!order.contains(u"paidAt"_s))
                continue;
            theirs.insert(u"paid %1 %2"_s.arg(it.key()).arg(isWechat ? order[u"amount"_s][u"total"_s].toInteger()
                                                                     : order[u"amount"_s].toInteger()));
            for (const QJsonValue &refund : order[u"refunds"_s].toArray())
                theirs.insert(u"back %1 %2"_s.arg(refund[u"number"_s].toString()).arg(refund[u"amount"_s].toInteger()));
        }
        if (isWechat) {
            for (const QJsonValue &refund : gateway.control("refunds").object())
                theirs.insert(u"back %1 %2"_s.arg(refund[u"number"_s].toString()).arg(refund[u"amount"_s].toInteger()));
        }
        QSet<QString> ours;
        for (const QString &row : rows(u"SELECT 'paid', o.number, p.amount FROM payments p JOIN orders o ON o.id = "
                                       "p.order_id WHERE p.channel = '%1'"_s.arg(channel)))
            ours.insert(row);
        for (const QString &row : rows(u"SELECT 'back', r.number, r.amount FROM refunds r JOIN orders o ON o.id = "
                                       "r.order_id LEFT JOIN payments p ON p.id = r.payment_id WHERE r.status = 'done' "
                                       "AND COALESCE(p.channel, o.channel) = '%1'"_s.arg(channel)))
            ours.insert(row);
        QStringList out;
        for (const QString &one : (theirs - ours))
            out.append(channel + u" has, and we have not: "_s + one);
        for (const QString &one : (ours - theirs))
            out.append(channel + u" has not, and we have: "_s + one);
        return out;
    }

    MoneyScene &m_scene;
    QSqlDatabase m_database;
};
