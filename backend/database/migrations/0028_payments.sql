-- Payments as they were believed, each with its transaction: an order has one that it was paid by, and may get others,
-- which go back. And what came of comparing them with the channels' bills (DOMAIN §18). Amounts are fen, times epoch ms.

CREATE TABLE payments (
    id {{id}},
    order_id {{bigint}} NOT NULL REFERENCES orders (id),
    channel {{key 16}} NOT NULL,
    transaction_key {{key 96}} NOT NULL UNIQUE, -- a keyed hash of the channel and its transaction id
    transaction_sealed {{blob}},                -- both, sealed; NULL: as an earlier program left it, in transaction_key
    amount {{bigint}} NOT NULL,
    surplus {{int}} NOT NULL,                   -- 1: the order had been paid already, so it goes back by itself
    paid_at {{bigint}} NOT NULL,                -- by the channel's clock
    booked_at {{bigint}} NOT NULL               -- by ours
);

CREATE INDEX payments_by_order ON payments (order_id);

CREATE INDEX payments_by_time ON payments (channel, paid_at);

INSERT INTO payments (order_id, channel, transaction_key, amount, surplus, paid_at, booked_at)
    SELECT id, channel, transaction_key, amount, 0, paid_at, paid_at FROM orders
    WHERE transaction_key IS NOT NULL AND paid_at IS NOT NULL ORDER BY id;

-- It stands with the payment from now on.
UPDATE orders SET transaction_key = NULL;

-- The channels that an order was begun with: each of them may bring a payment, so each is asked and closed.
CREATE TABLE order_channels (
    order_id {{bigint}} NOT NULL REFERENCES orders (id),
    channel {{key 16}} NOT NULL,
    begun_at {{bigint}} NOT NULL,
    PRIMARY KEY (order_id, channel)
);

INSERT INTO order_channels (order_id, channel, begun_at)
    SELECT id, channel, created_at FROM orders WHERE channel IN ('wechatpay', 'alipay');

ALTER TABLE refunds ADD COLUMN payment_id {{bigint}};

ALTER TABLE refunds ADD COLUMN bill_day {{int}};

CREATE INDEX refunds_by_finish ON refunds (finished_at);

CREATE TABLE reconciliations (
    id {{id}},
    channel {{key 16}} NOT NULL,
    bill_day {{int}} NOT NULL,                  -- days since 1970-01-01, in China's zone, as the channels' bills
    source {{key 16}} NOT NULL,                 -- channel: fetched; file: brought by somebody
    file_name {{text}} NOT NULL,
    daily_key {{key 48}} UNIQUE,                -- channel and day of the one that nobody asked for: made once
    status {{key 16}} NOT NULL,                 -- waiting, done, failed
    error_word {{key 64}} NOT NULL,
    error {{text}} NOT NULL,
    totals {{text}} NOT NULL,                   -- JSON: counts and sums of both sides
    differences {{bigint}} NOT NULL DEFAULT 0,  -- how many; the first of them are kept
    asked_by {{bigint}} NOT NULL,               -- 0: nobody
    created_at {{bigint}} NOT NULL,
    finished_at {{bigint}}
);

CREATE INDEX reconciliations_by_day ON reconciliations (bill_day, channel);

CREATE TABLE reconciliation_differences (
    id {{id}},
    reconciliation_id {{bigint}} NOT NULL REFERENCES reconciliations (id),
    kind {{key 16}} NOT NULL,                   -- only_channel, only_here, amount, state
    of_kind {{key 16}} NOT NULL,                -- payment, refund
    order_number {{key 64}} NOT NULL,
    money_number {{key 96}} NOT NULL,           -- the refund's; '': a transaction's, which is sealed
    number_sealed {{blob}},                     -- the channel and the transaction's number
    here_amount {{bigint}},                     -- NULL: nothing
    there_amount {{bigint}},
    state {{key 32}} NOT NULL                   -- of our order or refund, where that differs
);

CREATE INDEX reconciliation_differences_by_run ON reconciliation_differences (reconciliation_id, id);
