-- Orders, what they gave, and what became of the money (DOMAIN §18). Amounts are fen, times epoch milliseconds. Orders
-- and the ledger outlive the person: buyer_id is 0 then.

CREATE TABLE orders (
    id {{id}},
    number {{key 32}} NOT NULL UNIQUE,
    buyer_id {{bigint}} NOT NULL,
    item_type {{key 16}} NOT NULL,              -- column, article, membership
    item_id {{bigint}} NOT NULL,
    course_id {{bigint}} NOT NULL,              -- of the course or lesson; 0: a membership
    seller_id {{bigint}} NOT NULL,              -- the course's owner then; 0: the school
    title {{text}} NOT NULL,                    -- what it was called then
    list_price {{bigint}} NOT NULL,
    amount {{bigint}} NOT NULL,                 -- what is to be paid
    quote_lines {{text}} NOT NULL,              -- JSON: the quote it was made from, rule by rule, in both languages
    coupon_id {{bigint}},
    status {{key 32}} NOT NULL,                 -- pending, paid, partially_refunded, refunded, closed
    open_key {{key 64}} UNIQUE,                 -- buyer and item while it is pending: one open order of them
    channel {{key 16}} NOT NULL,                -- wechatpay, alipay, free, staff; '' until it is known
    transaction_key {{key 96}} UNIQUE,          -- channel and its transaction id, once paid
    refunded {{bigint}} NOT NULL DEFAULT 0,
    created_at {{bigint}} NOT NULL,
    expires_at {{bigint}} NOT NULL,
    paid_at {{bigint}},
    closed_at {{bigint}}
);

CREATE INDEX orders_by_buyer ON orders (buyer_id, id);

CREATE INDEX orders_by_status ON orders (status, id);

CREATE INDEX orders_by_course ON orders (course_id, id);

CREATE INDEX orders_by_coupon ON orders (coupon_id, buyer_id);

-- What happened to an order, for people to read.
CREATE TABLE order_events (
    id {{id}},
    order_id {{bigint}} NOT NULL REFERENCES orders (id),
    kind {{key 32}} NOT NULL,                   -- created, paid, closed, refund_requested, …
    amount {{bigint}},
    note {{text}} NOT NULL,
    actor_id {{bigint}} NOT NULL,               -- who did it; 0: the school itself
    happened_at {{bigint}} NOT NULL
);

CREATE INDEX order_events_by_order ON order_events (order_id, id);

CREATE TABLE refunds (
    id {{id}},
    number {{key 32}} NOT NULL UNIQUE,          -- the channel refunds once under it, however often it is asked
    order_id {{bigint}} NOT NULL REFERENCES orders (id),
    amount {{bigint}} NOT NULL,
    reason {{text}} NOT NULL,
    status {{key 16}} NOT NULL,                 -- requested, sending, done, refused, failed
    open_key {{key 32}} UNIQUE,                 -- the order while it is requested or being sent: one at a time
    asked_by {{bigint}} NOT NULL,
    decided_by {{bigint}} NOT NULL,
    created_at {{bigint}} NOT NULL,
    finished_at {{bigint}}
);

CREATE INDEX refunds_by_order ON refunds (order_id, id);

CREATE INDEX refunds_by_status ON refunds (status, id);

-- A row each for what was bought or given: taking one back leaves the others. A person's enrolment says what is left.
CREATE TABLE rights (
    id {{id}},
    user_id {{bigint}} NOT NULL,
    kind {{key 16}} NOT NULL,                   -- course, lesson, membership
    item_id {{bigint}} NOT NULL,                -- of the course, the lesson or the plan
    course_id {{bigint}} NOT NULL,              -- of the course or lesson; 0: a plan
    source {{key 16}} NOT NULL,                 -- order, staff
    order_id {{bigint}},
    valid_from {{bigint}} NOT NULL,
    valid_until {{bigint}},                     -- half-open; NULL: for good
    revoked_at {{bigint}},
    created_at {{bigint}} NOT NULL
);

CREATE INDEX rights_by_person ON rights (user_id, kind, item_id);

CREATE INDEX rights_by_order ON rights (order_id);

-- The run of a person's membership in a plan, from its first day to its last.
CREATE TABLE memberships (
    user_id {{bigint}} NOT NULL,
    plan_id {{bigint}} NOT NULL REFERENCES membership_plans (id),
    valid_from {{bigint}} NOT NULL,
    valid_until {{bigint}} NOT NULL,
    PRIMARY KEY (user_id, plan_id)
);

-- Every change of money, signed: append only.
CREATE TABLE ledger (
    id {{id}},
    entry_key {{key 96}} NOT NULL UNIQUE,       -- "payment:" and the order, "refund:" and the refund: each books once
    kind {{key 16}} NOT NULL,                   -- payment, refund, commission
    amount {{bigint}} NOT NULL,
    business_day {{int}} NOT NULL,              -- days since 1970-01-01 in the school's zone
    order_id {{bigint}} NOT NULL,
    course_id {{bigint}} NOT NULL,
    seller_id {{bigint}} NOT NULL,
    channel {{key 16}} NOT NULL,
    happened_at {{bigint}} NOT NULL
);

CREATE INDEX ledger_by_day ON ledger (business_day, id);

CREATE INDEX ledger_by_order ON ledger (order_id);

-- Sums of the ledger by day and course, kept in its transactions: summaries never scan it.
CREATE TABLE ledger_days (
    business_day {{int}} NOT NULL,
    course_id {{bigint}} NOT NULL,
    seller_id {{bigint}} NOT NULL,
    gross {{bigint}} NOT NULL,
    refunds {{bigint}} NOT NULL,
    commission {{bigint}} NOT NULL,
    orders {{bigint}} NOT NULL,
    PRIMARY KEY (business_day, course_id, seller_id)
);
