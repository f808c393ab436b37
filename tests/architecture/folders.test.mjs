// Where things stand (ARCHITECTURE §2): a path is <layer>/<feature>[/<room>]/<name>, and a room is small enough to look over.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { FEATURES, INFRASTRUCTURE } from "../words.mjs";
import { tracked, trackedSources } from "./sources.mjs";

const MOST = 30;
const LONGEST = 400;
const CODE = /\.(h|cpp|js|mjs|css|py|sh|sql|cmake)$/;

test("no folder holds more than 30 code files", () => {
  const count = {};
  for (const file of tracked().filter((name) => /\.(h|cpp|js|mjs|css)$/.test(name) && existsSync(name))) {
    const folder = file.slice(0, file.lastIndexOf("/"));
    count[folder] = (count[folder] ?? 0) + 1;
  }
  assert.deepEqual(Object.entries(count).filter(([, files]) => files > MOST), []);
});

test("no code file has more than 400 lines", () => {
  const long = tracked()
    .filter((name) => CODE.test(name) && existsSync(name))
    .map((name) => [name, readFileSync(name, "utf8").split("\n").length - 1])
    .filter(([, lines]) => lines > LONGEST);
  assert.deepEqual(long, []);
});

test("the second word of a path is a feature or a named part", () => {
  const others = {
    app: ["desktop", "server"],
    backend: [...Object.keys(INFRASTRUCTURE), "demo"],
    models: ["domain", "api"],
    widgets: ["common", "mainwindow", "service", "settings"],
  };
  const strange = trackedSources()
    .filter((file) => file.split("/").length > 2)
    .filter((file) => {
      const [layer, word] = file.split("/");
      return !FEATURES.includes(word) && !others[layer].includes(word);
    });
  assert.deepEqual(strange, []);
});

test("no path is deeper than layer, feature, room and name", () => {
  const deep = trackedSources().filter((file) => file.split("/").length > (file.startsWith("models/domain/") ? 5 : 4));
  assert.deepEqual(deep, []);
});

test("the door knows no feature's address", () => {
  const known = trackedSources()
    .filter((file) => file.startsWith("backend/http/") && file !== "backend/http/server/servercontroller.cpp")
    .filter((file) => /"\/(api|media|learn)\b/.test(readFileSync(file, "utf8").replace(/\/\/.*/g, "")));
  assert.deepEqual(known, []);
});
