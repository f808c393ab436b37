// The walls of the house (ARCHITECTURE §2): which folder may include which. The server executable, built without Widgets, proves the rest.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const FEATURES = ["accounts", "media", "catalog", "commerce", "learning", "analytics"];

function trackedSources() {
  return execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.h", "*.cpp"], { encoding: "utf8" })
    .split("\n")
    .filter((name) => /^(app|backend|models|widgets)\//.test(name));
}

function includesOf(file) {
  return [...readFileSync(file, "utf8").matchAll(/^\s*#\s*include\s+["<]([^">]+)[">]/gm)].map((match) => match[1]);
}

/** The layer a path belongs to, in the words of ARCHITECTURE §2. */
function layerOf(path) {
  if (path.startsWith("models/domain/")) return "domain";
  const [top, second] = path.split("/");
  if (top === "backend") return ["http", "database", "transcode"].includes(second) ? second : "backend";
  return top === "app" ? `app/${second}` : top;
}

const MAY_INCLUDE = {
  domain: ["domain"],
  http: ["domain", "http"],
  database: ["domain", "database"],
  transcode: ["domain", "transcode"],
  backend: ["domain", "http", "database", "transcode", "backend"],
  models: ["domain", "transcode", "models"],
  widgets: ["domain", "models", "widgets"],
  "app/server": ["domain", "http", "backend", "app/server"],
  "app/desktop": ["domain", "http", "backend", "models", "widgets", "app/desktop"],
};

const QT_GUI = /^Q(Widget|Gui|Application|Main|Dialog|Label|Pixmap|Image|Painter|AbstractItemModel|AbstractListModel|AbstractTableModel)/;

/** Everything wrong with one include of one file, or null. */
function fault(file, included) {
  const from = layerOf(file);
  if (/^(app|backend|models|widgets)\//.test(included)) {
    const to = layerOf(included);
    if (!MAY_INCLUDE[from].includes(to)) return `${from} may not include ${to}`;
  }
  if (["domain", "http", "database", "transcode", "backend", "app/server"].includes(from) && QT_GUI.test(included))
    return `${from} knows no GUI and no item models`;
  if (from === "domain" && /^Q(Sql|Network|Tcp|Process)/.test(included)) return "domain is QtCore values and rules only";
  if (from === "models" && /^Q(Widget|Label|PushButton|Dialog|Application|BoxLayout|Painter)$/.test(included)) return "models hold no widgets";
  const feature = file.match(/^backend\/(\w+)\//)?.[1];
  const other = included.match(/^backend\/(\w+)\/(.*)/);
  if (other && FEATURES.includes(feature) && FEATURES.includes(other[1]) && feature !== other[1]) {
    if (FEATURES.indexOf(other[1]) > FEATURES.indexOf(feature)) return `${feature} comes before ${other[1]}`;
    if (/repository\.h$/.test(other[2])) return `a feature never uses another's repository`;
  }
  if (/^(\.\.?\/)/.test(included)) return "includes are written from the root";
  return null;
}

test("every include respects the walls of the house", () => {
  const faults = [];
  for (const file of trackedSources())
    for (const included of includesOf(file)) {
      const what = fault(file, included);
      if (what) faults.push(`${file}: "${included}": ${what}`);
    }
  assert.deepEqual(faults, []);
});

test("the rules see what they must see", () => {
  assert.match(fault("widgets/catalog/x.cpp", "backend/http/router.h"), /may not include/);
  assert.match(fault("backend/media/x.cpp", "backend/catalog/catalogservice.h"), /comes before/);
  assert.match(fault("backend/learning/x.cpp", "backend/catalog/catalogrepository.h"), /repository/);
  assert.match(fault("backend/accounts/x.cpp", "QWidget"), /no GUI/);
  assert.equal(fault("models/media/x.cpp", "backend/transcode/transcodeplan.h"), null);
});

test("only a feature's own repository names its tables", () => {
  const owners = { users: "accounts", refresh_tokens: "accounts", assets: "media", renditions: "media", courses: "catalog", chapters: "catalog", lessons: "catalog", editions: "catalog", enrolments: "commerce", progress: "learning" };
  const faults = [];
  for (const file of trackedSources().filter((name) => name.startsWith("backend/") && name.endsWith(".cpp"))) {
    const feature = file.split("/")[1];
    if (!FEATURES.includes(feature)) continue;
    for (const match of readFileSync(file, "utf8").matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)/g))
      if (owners[match[1]] && owners[match[1]] !== feature) faults.push(`${file} speaks of ${match[1]}, a table of ${owners[match[1]]}`);
  }
  assert.deepEqual(faults, []);
});
