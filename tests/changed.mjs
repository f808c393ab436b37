// node tests/changed.mjs FILE…: prints the ctest labels (a regular expression) of the tests that a change of these files can have broken.
// A feature is used by those after it, an infrastructure by all; nothing else is guessed, so what it doesn't know runs everything.
import { pathToFileURL } from "node:url";
import { FEATURES, INFRASTRUCTURE } from "./words.mjs";

const EVERYTHING = ".*";

function from(feature) {
  return FEATURES.slice(Math.max(0, FEATURES.indexOf(feature))).map((name) => `unit/${name}`);
}

/** The labels for one path, or null for everything. */
export function labelsOf(path) {
  const [top, second, third] = path.split("/");
  if (/\.md$/.test(path) && top !== "resources") return ["architecture"];
  switch (top) {
    case "tests":
      if (second === "support" || !third) return null;
      return ["unit", "gui"].includes(second) ? [`${second}/${third}`] : [second];
    case "backend":
      if (second === "transcode") return ["unit/transcode", "unit/jobs", "unit/media", "unit/backend", "api", "gui/catalog", "gui/media", "e2e"];
      if (FEATURES.includes(second)) return [...from(second), "unit/backend", "api", "gui/catalog", "gui/desktop", "e2e"];
      return second in INFRASTRUCTURE ? [...Object.keys(INFRASTRUCTURE).map((name) => `unit/${name}`), ...from(FEATURES[0]), "unit/backend", "api", "gui/catalog", "gui/desktop", "fuzz", "e2e"] : null;
    case "models":
      if (second === "domain") return FEATURES.includes(third) ? [...from(third), "unit/backend", "api", "gui", "e2e"] : null;
      return [`unit/${second}`, "gui", "e2e"];
    case "widgets":
      return FEATURES.includes(second) ? [`gui/${second}`, "gui/common", "gui/mainwindow", "gui/desktop", "e2e"] : ["gui", "e2e"];
    case "translations":
      return ["gui"];
    case "app":
      return ["gui/desktop", "e2e"];
    case "resources":
      if (second === "learner") return ["learner", "unit/backend", "e2e"];
      if (second === "api") return ["api"];
      return second === "demo" ? ["unit/backend", "e2e"] : ["gui"];
    default:
      return null;
  }
}

export function labelsFor(paths) {
  const all = paths.map(labelsOf);
  if (all.includes(null)) return EVERYTHING;
  return `^(${[...new Set([...all.flat(), "architecture"])].sort().join("|")})(/|$)`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) console.log(labelsFor(process.argv.slice(2)));
