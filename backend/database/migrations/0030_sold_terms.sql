-- What an order gives is what was sold when it was made, whatever becomes of plan and validity until it is paid.
-- sold_months NULL: an order of before, which gives what is sold at its payment.

ALTER TABLE orders ADD COLUMN sold_months {{bigint}};

ALTER TABLE orders ADD COLUMN sold_days {{bigint}};

ALTER TABLE orders ADD COLUMN sold_until {{bigint}};
