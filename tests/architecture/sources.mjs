// What the architecture tests look at: tracked files and those about to be.
import { execFileSync } from "node:child_process";

export function tracked(...patterns) {
  return execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...patterns], { encoding: "utf8" }).split("\n").filter(Boolean);
}

export function trackedSources() {
  return tracked("*.h", "*.cpp").filter((name) => /^(app|backend|models|widgets)\//.test(name));
}
