// What `./dev test --changed` runs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { labelsFor, labelsOf } from "../changed.mjs";

test("a feature's change runs the tests of those that may use it", () => {
  const labels = labelsOf("backend/commerce/enrolment/enrolmentservice.cpp");
  assert.ok(labels.includes("unit/learning") && labels.includes("api") && !labels.includes("unit/accounts"));
  assert.ok(labelsOf("backend/http/routing/router.cpp").includes("unit/analytics"));
  assert.match(labelsFor(["widgets/media/library/mediapage.cpp"]), /gui\/media/);
  assert.doesNotMatch(labelsFor(["widgets/media/library/mediapage.cpp"]), /unit/);
});

test("what it doesn't know runs everything", () => {
  for (const path of ["CMakeLists.txt", "dev", "tests/support/testschool.cpp", "backend/backend.cpp", "models/domain/result.h"])
    assert.equal(labelsFor([path, "widgets/media/library/mediapage.cpp"]), ".*");
});

test("no change runs nothing", () => {
  const files = execFileSync("git", ["ls-files"], { encoding: "utf8" }).split("\n").filter(Boolean);
  const idle = files.filter((file) => labelsOf(file) && !labelsOf(file).some((label) => existsSync(`tests/${label}`)));
  assert.deepEqual(idle, []);
});
