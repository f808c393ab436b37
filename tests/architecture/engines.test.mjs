// The store's engine has a room of its own (ARCHITECTURE §3): what only one engine understands stands there, whether it is SQL or the name of a file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { trackedSources } from "./sources.mjs";

const ROOMS = /^backend\/database\/(?:sqlite|mariadb)\//;

/** Who may name an engine: who chooses one by its address, who says so to people. */
const NAMERS = ["app/server/commands.cpp", "backend/database/engine/engine.cpp", "widgets/settings/licences.cpp"];

const ENGINE_WORD = /sqlite|\bpragma\b(?! once)|\bvacuum\b|begin immediate|-wal\b|-shm\b|query_only|mysql|mariadb/i;

/** SQL that the other engine doesn't understand, or understands otherwise, with what to write instead. */
const NOT_PORTABLE = [
  [/\bRETURNING\b/, "Statement::insertedId, or read the row"],
  [/\bON CONFLICT\b|\bON DUPLICATE KEY\b|\bINSERT OR\b|\bREPLACE INTO\b|\bINSERT IGNORE\b|\bexcluded\.\w+(?=.*\bINSERT\b)/, "Dialect::upsert, Dialect::insertIgnore"],
  [/\|\|/, "put texts together before they are bound"],
  [/\b(?:MAX|MIN|GREATEST|LEAST)\((?:[^()]|\([^()]*\))*,/, "Dialect::larger, Dialect::smaller"],
  [/\b(?:strftime|julianday|unixepoch|datetime|date|time|now|json\w*|instr|printf|group_concat|iif|total|typeof)\s*\(/i, "do it in C++"],
  [/\bLIKE\b/, "Dialect::contains"],
  [/\bGLOB\b|\bREGEXP\b|\bCOLLATE\b|\bCAST\s*\(/, "do it in C++"],
  [/\bFOR UPDATE\b|\bLOCK IN\b/, "Transaction::lock"],
  [/\bBEGIN\b|\bCOMMIT\b|\bROLLBACK\b|\bSAVEPOINT\b/, "Database::write"],
  [/\browid\b|\bAUTOINCREMENT\b|\bINDEXED BY\b|\bLIMIT -1\b|\bIS (?:NOT )?\?/i, "what both understand"],
];

const SQL = /\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|ORDER BY|GROUP BY|AND|OR|SET|VALUES|LIMIT)\b/;

function withoutComments(text) {
  return text.replace(/(^|\s)\/\/.*/g, "");
}

/** The texts of a file as the compiler joins them. */
function textsOf(source) {
  return [...withoutComments(source).matchAll(/(?:"(?:[^"\\\n]|\\.)*"(?:_ba|_s|_L1)?\s*)+/g)].map(([run]) =>
    [...run.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map((part) => part[1]).join(""),
  );
}

/** Everything in a source that only one engine understands: [what, instead]. */
function onlyOneEngine(source) {
  return textsOf(source)
    .filter((text) => SQL.test(text))
    .flatMap((text) => NOT_PORTABLE.filter(([form]) => form.test(text)).map(([, instead]) => [text, instead]));
}

const outside = () => trackedSources().filter((file) => !ROOMS.test(file));

test("an engine is named in its own room only", () => {
  const named = outside()
    .filter((file) => !NAMERS.includes(file))
    .filter((file) => ENGINE_WORD.test(withoutComments(readFileSync(file, "utf8"))));
  assert.deepEqual(named, []);
});

test("nobody but who chooses an engine includes its room", () => {
  const including = outside()
    .filter((file) => file !== "backend/database/engine/engine.cpp")
    .filter((file) => /#include "backend\/database\/(?:sqlite|mariadb)\//.test(readFileSync(file, "utf8")));
  assert.deepEqual(including, []);
});

test("SQL outside of the engines' rooms is understood by all of them", () => {
  const faults = outside()
    .filter((file) => file.startsWith("backend/") && !file.startsWith("backend/http/"))
    .flatMap((file) => onlyOneEngine(readFileSync(file, "utf8")).map(([text, instead]) => `${file}: "${text}": ${instead}`));
  assert.deepEqual(faults, []);
});

test("the rules see what they must see", () => {
  assert.equal(onlyOneEngine('c.run("DELETE FROM a WHERE b = ? "\n    "RETURNING id")').length, 1);
  assert.equal(onlyOneEngine('"SELECT MAX(a, COALESCE(b, 0)) FROM c"').length, 1);
  assert.equal(onlyOneEngine('"SELECT MAX(a), b FROM c WHERE d IS NOT NULL"').length, 0);
  assert.match("PRAGMA user_version", ENGINE_WORD);
  assert.doesNotMatch("#pragma once", ENGINE_WORD);
});
