-- What things cost beyond their list price, which is the course's and the lesson's own (DOMAIN §4, §9). Amounts are fen,
-- times epoch milliseconds, windows half-open.

-- Scheduled sales of a course (item_type column) or of a single lesson (article).
CREATE TABLE sales (
    id {{id}},
    item_type {{key 16}} NOT NULL,
    item_id {{bigint}} NOT NULL,
    price {{bigint}} NOT NULL,
    starts_at {{bigint}} NOT NULL,
    ends_at {{bigint}} NOT NULL,
    label {{text}} NOT NULL
);

CREATE INDEX sales_by_item ON sales (item_type, item_id);

-- How long what is bought lasts; a course or lesson without a row lasts for good.
CREATE TABLE sold_validity (
    item_type {{key 16}} NOT NULL,
    item_id {{bigint}} NOT NULL,
    valid_until {{bigint}},
    valid_days {{int}},
    PRIMARY KEY (item_type, item_id)
);

CREATE TABLE membership_plans (
    id {{id}},
    name {{text}} NOT NULL,
    months {{int}} NOT NULL,
    price {{bigint}} NOT NULL,
    benefit {{key 16}} NOT NULL,                -- free, percent
    percent_off {{int}} NOT NULL,
    scope {{key 16}} NOT NULL,                  -- all, categories, courses
    withdrawn {{int}} NOT NULL DEFAULT 0,       -- not sold any more; who has it keeps it
    created_at {{bigint}} NOT NULL,
    updated_at {{bigint}} NOT NULL
);

CREATE TABLE membership_plan_scope (
    plan_id {{bigint}} NOT NULL REFERENCES membership_plans (id) ON DELETE CASCADE,
    item_id {{bigint}} NOT NULL,                -- of a category or a course
    PRIMARY KEY (plan_id, item_id)
);

CREATE TABLE coupons (
    id {{id}},
    code {{key 32}} NOT NULL UNIQUE,            -- NFKC, upper case
    kind {{key 16}} NOT NULL,                   -- amount, percent
    value {{bigint}} NOT NULL,                  -- fen or whole percent off
    cap {{bigint}},
    threshold {{bigint}} NOT NULL,
    scope {{key 16}} NOT NULL,                  -- all, categories, courses
    starts_at {{bigint}} NOT NULL,
    ends_at {{bigint}} NOT NULL,
    total_limit {{bigint}},
    per_user_limit {{bigint}},
    first_order_only {{int}} NOT NULL,
    with_sale {{int}} NOT NULL,
    disabled {{int}} NOT NULL DEFAULT 0,
    batch {{key 32}} NOT NULL,                  -- prefix of the batch it was made in; '' when alone
    used {{bigint}} NOT NULL DEFAULT 0,         -- by paid orders
    reserved {{bigint}} NOT NULL DEFAULT 0,     -- by open orders
    created_at {{bigint}} NOT NULL,
    updated_at {{bigint}} NOT NULL
);

CREATE INDEX coupons_by_batch ON coupons (batch, id);

CREATE INDEX coupons_by_end ON coupons (ends_at);

CREATE TABLE coupon_scope (
    coupon_id {{bigint}} NOT NULL REFERENCES coupons (id) ON DELETE CASCADE,
    item_id {{bigint}} NOT NULL,
    PRIMARY KEY (coupon_id, item_id)
);

-- Coupons that a person has put among her own.
CREATE TABLE coupon_claims (
    user_id {{bigint}} NOT NULL,
    coupon_id {{bigint}} NOT NULL REFERENCES coupons (id) ON DELETE CASCADE,
    claimed_at {{bigint}} NOT NULL,
    PRIMARY KEY (user_id, coupon_id)
);
