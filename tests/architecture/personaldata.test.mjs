// Every table that names a person belongs to the PersonalData of a feature (backend/database/personaldata.h), which exports and erases it.
// Tables and their columns come from the migrations; what is left out has its reason here.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { columnsOf } from "./schema.mjs";
import { tracked } from "./sources.mjs";

const ROLES = "user|learner|owner|author|actor|person|member|buyer|payer|promoter|inviter|instructor|teacher|student|reviewer|marker|reporter";

/** A column whose name says that it holds a person: an id in a role, who did it, or how people are called and reached. */
const PERSON = new RegExp(`^((\\w+_)?(${ROLES})_(id|name)|${ROLES}|\\w+_by|login|display_name|phone|email|openid|unionid)$`);

/** Nobody takes these along, with the reason. */
const NOT_EXPORTED = {
  idempotency_keys: "answers as they were given, kept for a day: what they tell stands in the other tables",
  reading_keys: "hashes, kept for a day",
  published_courses: "what the public lists show of courses, which are exported",
};

/** These keep what they hold when a person goes, with the reason. */
const NOT_ERASED = {
  audit_log: "what was done to rights and money stays; its numbers are nobody's when the account is gone, and no line holds a name",
};

function tablesOfPeople(columns) {
  return Object.keys(columns).filter((table) => columns[table].some((column) => PERSON.test(column)));
}

/** Which tables a feature's personal*.cpp reads, and which it clears. */
function handledBy(texts) {
  const sql = texts.map((text) => text.replace(/\/\/.*/g, "").replace(/"\s*"/g, "")).join("\n");
  const named = (pattern) => new Set([...sql.matchAll(pattern)].map(([, table]) => table));
  return { exported: named(/\bSELECT [^"]*? FROM (\w+)/g), erased: named(/\b(?:DELETE FROM|UPDATE) (\w+)/g) };
}

function columnsOfAll() {
  return columnsOf(tracked("backend/database/migrations/*.sql").sort().map((file) => readFileSync(file, "utf8")));
}

test("a person's rows are exported and erased by the features that hold them", () => {
  const people = tablesOfPeople(columnsOfAll());
  assert.ok(people.length > 12, `the migrations were read: ${people}`);
  const handled = handledBy(tracked("backend/*/personal*.cpp", "backend/*/*/personal*.cpp").map((file) => readFileSync(file, "utf8")));
  assert.deepEqual(people.filter((table) => !handled.exported.has(table) && !NOT_EXPORTED[table]), [], "exported by no PersonalData");
  assert.deepEqual(people.filter((table) => !handled.erased.has(table) && !NOT_ERASED[table]), [], "erased by no PersonalData");
});

test("a reason stands only where it is needed", () => {
  const people = tablesOfPeople(columnsOfAll());
  assert.deepEqual(Object.keys({ ...NOT_EXPORTED, ...NOT_ERASED }).filter((table) => !people.includes(table)), []);
});

test("tables that name people are seen, however they came to do so", () => {
  const made = columnsOf([
    "CREATE TABLE notes (\n    id {{id}},\n    learner_id {{bigint}} NOT NULL,  -- user_id\n    UNIQUE (id)\n);\nCREATE TABLE plain (\n    id {{id}}\n);",
    "ALTER TABLE plain ADD COLUMN approved_by {{bigint}};\nCREATE TABLE gone (\n    user_id {{bigint}}\n);\nDROP TABLE gone;",
  ]);
  assert.deepEqual(made, { notes: ["id", "learner_id"], plain: ["id", "approved_by"] });
  assert.deepEqual(tablesOfPeople(made), ["notes", "plain"]);
  const { exported, erased } = handledBy(['c, "SELECT id "\n  "FROM notes WHERE learner_id = ?", x', '"DELETE FROM notes WHERE learner_id = ?"']);
  assert.deepEqual([[...exported], [...erased]], [["notes"], ["notes"]]);
});
