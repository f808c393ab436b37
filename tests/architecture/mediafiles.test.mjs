// Finished files are the store's (backend/media/store): what makes and hands them out names no folder, so that they can lie elsewhere.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { trackedSources } from "./sources.mjs";

/** Files that may: the store itself, the key of the signer, and the line that makes the store. */
const free = (file) => /^backend\/media\/(store\/|delivery\/urlsigner\.cpp$|media\.h$)/.test(file);

/** What of a source handles folders or moves files about. */
const handles = (text) => text.replace(/\/\/.*/g, "").match(/\bQDir\b|removeRecursively|\bQFile::(?:remove|rename|copy)\b|\bdataFolder\b|LocalMediaStore|localmediastore\.h/)?.[0];

test("only the store handles the folders of finished files", () => {
  const sources = trackedSources().filter((name) => /^backend\/(media|catalog)\//.test(name) && !free(name));
  assert.ok(sources.length > 50, "the sources were read");
  const faults = sources.map((name) => [name, handles(readFileSync(name, "utf8"))]).filter(([, word]) => word);
  assert.deepEqual(faults, []);
});

test("a source that handles a folder is seen", () => {
  assert.equal(handles('QDir(m_folder).removeRecursively();'), "QDir");
  assert.equal(handles('QFile::remove(path);'), "QFile::remove");
  assert.equal(handles('// a QDir in a comment'), undefined);
  assert.equal(handles('m_storage.store.remove(key);'), undefined);
});
