// The walls of the house (ARCHITECTURE §2): which folder may include which. The server executable, built without Widgets, proves the rest.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FEATURES, INFRASTRUCTURE } from "../words.mjs";
import { trackedSources } from "./sources.mjs";

function includesOf(file) {
  return [...readFileSync(file, "utf8").matchAll(/^\s*#\s*include\s+["<]([^">]+)[">]/gm)].map((match) => match[1]);
}

/** The layer a path belongs to, in the words of ARCHITECTURE §2. */
function layerOf(path) {
  if (path.startsWith("models/domain/")) return "domain";
  const [top, second] = path.split("/");
  if (top === "backend") return second in INFRASTRUCTURE ? second : "backend";
  return top === "app" ? `app/${second}` : top;
}

const MAY_INCLUDE = {
  domain: ["domain"],
  ...Object.fromEntries(Object.entries(INFRASTRUCTURE).map(([name, used]) => [name, ["domain", ...used, name]])),
  backend: ["domain", ...Object.keys(INFRASTRUCTURE), "backend"],
  models: ["domain", "transcode", "models"],
  widgets: ["domain", "models", "widgets"],
  "app/server": ["domain", "http", "audit", "backend", "app/server"],
  "app/desktop": ["domain", "http", "encryption", "backend", "models", "widgets", "app/desktop"],
};
const WITHOUT_GUI = ["domain", ...Object.keys(INFRASTRUCTURE), "backend", "app/server"];

const QT_GUI = /^Q(Widget|Gui|Application|Main|Dialog|Label|Pixmap|Image|Painter|AbstractItemModel|AbstractListModel|AbstractTableModel)/;

/** Everything wrong with one include of one file, or null. */
function fault(file, included) {
  const from = layerOf(file);
  if (/^(app|backend|models|widgets)\//.test(included)) {
    const to = layerOf(included);
    if (!MAY_INCLUDE[from].includes(to)) return `${from} may not include ${to}`;
  }
  if (WITHOUT_GUI.includes(from) && QT_GUI.test(included)) return `${from} knows no GUI and no item models`;
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
  assert.match(fault("widgets/catalog/list/x.cpp", "backend/http/routing/router.h"), /may not include/);
  assert.match(fault("backend/jobs/x.cpp", "backend/media/assets/asset.h"), /may not include/);
  assert.match(fault("backend/http/server/x.cpp", "backend/events/eventhub.h"), /may not include/);
  assert.match(fault("backend/media/assets/x.cpp", "backend/catalog/course/courseservice.h"), /comes before/);
  assert.match(fault("backend/learning/progress/x.cpp", "backend/catalog/course/courserepository.h"), /repository/);
  assert.match(fault("backend/accounts/people/x.cpp", "QWidget"), /no GUI/);
  assert.equal(fault("models/media/x.cpp", "backend/transcode/transcodeplan.h"), null);
});
