// A migration that was released never changes, not even in a comment: a school remembers the text that made it and refuses to
// be opened by another one. A new file gets its line here with the commit that brings it; a line never changes either.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const FOLDER = "backend/database/migrations";

/** The beginning of each file's SHA-256. */
const RELEASED = {
  "0001_accounts.sql": "0459a9ae0086a439",
  "0002_jobs.sql": "84adf22f7915d4e6",
  "0003_media.sql": "8a0745e5eb985a0c",
  "0004_catalog.sql": "78984c6428aa1d07",
  "0005_commerce.sql": "48b220a3b85429dc",
  "0006_learning.sql": "53125dd4e0dddc3e",
  "0007_analytics.sql": "cd5d5b83e5ead650",
  "0008_idempotency.sql": "5c538e3e522387e3",
  "0009_reading.sql": "a189b31fe789bda3",
  "0010_withheld.sql": "1a06b582a655ddf0",
  "0011_films.sql": "977983e9fba44ec3",
  "0012_probing.sql": "e88035d8b6db4f8c",
  "0013_school.sql": "b368123a4ab9540f",
  "0014_known_devices.sql": "65bf9e0785e7b493",
  "0015_login_skeleton.sql": "3394d4293ef9b30b",
  "0016_progress_by_lesson.sql": "66b2951d4b02e449",
  "0017_watch_time.sql": "b7ed4271ca9c2cb7",
  "0018_daily_by_day.sql": "a4fd8af838564a55",
  "0019_number_uids.sql": "aa1cb1087774c2f1",
  "0020_pending_publishes.sql": "38c9c807735dfdd1",
  "0021_covers.sql": "addd12d69a887a9a",
  "0022_backup.sql": "ad1c13b4f2155a0b",
  "0023_outbox.sql": "a0aea42f54c88862",
  "0024_prices.sql": "58fb54aa2f77c15c",
  "0025_orders.sql": "3435b7fd6b3b11d0",
  "0026_audit.sql": "ce0473fb0ef64dd7",
  "0027_sealing.sql": "a60f103a47ea8f40",
  "0028_payments.sql": "5a89624d52726087",
  "0029_learners.sql": "d270141e92313646",
  "0030_sold_terms.sql": "78673649563221cc",
};

test("released migrations stay as they are", () => {
  const found = {};
  for (const name of readdirSync(FOLDER).filter((name) => name.endsWith(".sql"))) {
    const hash = createHash("sha256").update(readFileSync(`${FOLDER}/${name}`));
    found[name] = hash.digest("hex").slice(0, 16);
  }
  assert.deepEqual(found, RELEASED);
});
