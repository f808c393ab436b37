// Every table of the schema belongs to one feature: the only one whose SQL names it. Tables come from the migrations, owners from the code.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { columnsOf } from "./schema.mjs";
import { tracked, trackedSources } from "./sources.mjs";

/** The tables that the migrations leave behind. */
function tablesOf(migrations) {
  return Object.keys(columnsOf(migrations)).sort();
}

/** Who speaks of which table: {table: [owner…]}. The owner is a folder of backend, or a file that stands in backend itself. */
function speakersOf(tables, sources) {
  const speakers = Object.fromEntries(tables.map((table) => [table, new Set()]));
  for (const [file, text] of sources)
    for (const [, table] of text.replace(/\/\/.*/g, "").matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)/g)) speakers[table]?.add(file.split("/")[1]);
  return Object.fromEntries(Object.entries(speakers).map(([table, names]) => [table, [...names].sort()]));
}

test("every table has one owner, whose code alone names it", () => {
  const tables = tablesOf(tracked("backend/database/migrations/*.sql").sort().map((file) => readFileSync(file, "utf8")));
  assert.ok(tables.length > 30, "the migrations were read");
  const sources = trackedSources().filter((name) => name.startsWith("backend/")).map((name) => [name, readFileSync(name, "utf8")]);
  const shared = Object.entries(speakersOf(tables, sources)).filter(([, owners]) => owners.length !== 1);
  assert.deepEqual(shared, []);
});

test("a table that two features speak of is seen, and one that went away isn't asked for", () => {
  assert.deepEqual(tablesOf(["CREATE TABLE a (id);", "CREATE TABLE b (id); DROP TABLE a; ALTER TABLE b RENAME TO c;"]), ["c"]);
  assert.deepEqual(speakersOf(["users"], [["backend/accounts/people/x.cpp", "SELECT 1 FROM users"], ["backend/media/y.cpp", "JOIN users"]]), {
    users: ["accounts", "media"],
  });
});
