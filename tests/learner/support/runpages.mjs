// Runs the page tests two files at a time: node tests/learner/support/runpages.mjs FILE…
// They mostly wait for a film to play; node's own runner would take one file after the other on a small machine.

import path from 'node:path';
import { run } from 'node:test';
import { tap } from 'node:test/reporters';

const files = process.argv.slice(2).map((file) => path.resolve(file));
run({ files, concurrency: 2 })
    .on('test:fail', () => {
        process.exitCode = 1;
    })
    .compose(tap)
    .pipe(process.stdout);
