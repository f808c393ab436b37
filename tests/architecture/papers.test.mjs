// A citation ("DOMAIN §2") must lead to a paragraph that is there. The papers and their words stand in ARCHITECTURE.md.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const PAPERS = {
  ARCHITECTURE: "ARCHITECTURE.md",
  DOMAIN: "models/domain/README.md",
  API: "resources/api/README.md",
  TESTING: "tests/README.md",
};

/** "3" for "## 3. Chosen parts", "6.9" for the ninth item of a numbered list under "## 6. …". */
function paragraphsOf(text) {
  const found = new Set();
  let section = null;
  for (const line of text.split("\n")) {
    const heading = line.match(/^## (\d+)\. /);
    if (heading) found.add((section = heading[1]));
    const item = line.match(/^(\d+)\. /);
    if (item && section) found.add(`${section}.${item[1]}`);
  }
  return found;
}

/** [{paper, paragraph}] of a text: "DOMAIN §2", "API §1–3", "ARCHITECTURE §6.9". */
function citationsOf(text) {
  const found = [];
  for (const [, paper, first, last] of text.matchAll(/\b([A-Z]{3,})(?:\.md)? §\s?(\d+(?:\.\d+)?)(?:–(\d+))?/g)) {
    if (paper === "RFC") continue;
    found.push({ paper, paragraph: first });
    if (last) found.push({ paper, paragraph: last });
  }
  return found;
}

function textFiles() {
  return execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
    .split("\n")
    .filter((name) => /\.(h|cpp|mjs|js|md|sql|api|yaml|sh|cmake|txt)$|(^|\/)dev$/.test(name) && existsSync(name))
    .filter((name) => !name.endsWith("papers.test.mjs"));
}

const paragraphs = Object.fromEntries(Object.entries(PAPERS).map(([word, file]) => [word, paragraphsOf(readFileSync(file, "utf8"))]));

function faultsOf(file, text) {
  return citationsOf(text)
    .filter(({ paper, paragraph }) => !paragraphs[paper]?.has(paragraph))
    .map(({ paper, paragraph }) => `${file}: ${paper} §${paragraph}`);
}

test("every paragraph that a file cites is there", () => {
  assert.deepEqual(textFiles().flatMap((file) => faultsOf(file, readFileSync(file, "utf8"))), []);
});

test("no file cites a document that isn't in the tree", () => {
  const former = /\b(DESIGN|MEASURE)\b(\.md)?|\b(security-privacy|media-delivery)\b|(?<![\w/])specs\//;
  const faults = textFiles().filter((file) => former.test(readFileSync(file, "utf8")));
  assert.deepEqual(faults, []);
});

test("the rules see what they must see", () => {
  assert.deepEqual(faultsOf("x", "ARCHITECTURE §6.9, DOMAIN §1, API §2 play, RFC 9110 §14"), []);
  assert.deepEqual(faultsOf("x", "DOMAIN §99"), ["x: DOMAIN §99"]);
  assert.deepEqual(faultsOf("x", "ARCHITECTURE §6.99"), ["x: ARCHITECTURE §6.99"]);
  assert.deepEqual(faultsOf("x", "HOUSE §1"), ["x: HOUSE §1"]);
});
