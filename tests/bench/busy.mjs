// What others feel while large files are imported and strangers ask for trials: node tests/bench/busy.mjs PROGRAM SERVER [GB]
// One school, its requests open-loop at a steady rate (a late answer doesn't slow the next one down), idle and busy in turn.
// The ratio of the p99s counts; the machine's other load is in both.
import { spawn, execFileSync } from 'node:child_process';
import { copyFileSync, appendFileSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import path from 'node:path';

const [program, server, gigabytes = '10'] = process.argv.slice(2);
const FILES = 3;
const ROUNDS = 3;
const RATE = 40; // requests a second
const SECONDS = 12;
const STRANGERS = 50;

const folder = mkdtempSync('/var/tmp/coursewright-busy.');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function makeFilms() {
    const piece = path.join(folder, 'piece.ts');
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=1920x1080:r=30:d=20,noise=alls=12:allf=t', '-f', 'lavfi', '-i',
        'sine=d=20', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '24', '-c:a', 'aac', '-f', 'mpegts', piece]);
    const bytes = readFileSync(piece);
    const times = Math.ceil((Number(gigabytes) * 1e9) / FILES / bytes.length);
    return Array.from({ length: FILES }, (_, i) => {
        const film = path.join(folder, `film${i}.ts`);
        copyFileSync(piece, film);
        for (let n = 1; n < times + i; ++n) appendFileSync(film, bytes);
        return film;
    });
}

async function call(method, address, { token, body } = {}) {
    const answer = await fetch(base + address, {
        method,
        headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }) },
        body: body && JSON.stringify(body),
    });
    return { status: answer.status, json: await answer.json().catch(() => null) };
}

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))];

/** Latencies in ms, and how many requests were not answered 2xx. */
async function measure(requests) {
    const times = [];
    let failed = 0;
    const running = [];
    const begin = performance.now();
    for (let n = 0; n < RATE * SECONDS; ++n) {
        const due = begin + (n * 1000) / RATE;
        const wait = due - performance.now();
        if (wait > 0) await sleep(wait);
        running.push(
            requests[n % requests.length](n).then((answer) => {
                times.push(performance.now() - due); // from when it was due, not from when it was sent
                if (answer.status >= 300) ++failed;
            }),
        );
    }
    await Promise.all(running);
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), failed };
}

let base;
let school;
try {
    console.log(`making ${FILES} films, ${gigabytes} GB in all`);
    const films = makeFilms();
    const data = path.join(folder, 'school');
    execFileSync(server, ['demo', '--data', data, '--password', 'demo-pass-1'], { stdio: 'ignore' });
    school = spawn(program, [data], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await new Promise((resolve) => createInterface({ input: school.stdout }).once('line', (text) => resolve([text])));
    const [address, owner] = line.split(' ');
    base = address;
    const entered = await call('POST', '/api/auth/login', { body: { login: 'learner', password: 'demo-pass-1' } });
    const token = entered.json.data.accessToken;
    await call('POST', '/api/me/consent', { token, body: { document: 'privacy', version: '1', granted: true } });
    const course = (await call('GET', '/api/courses')).json.data.courses[0];
    const outline = (await call('GET', `/api/courses/${course.id}`)).json.data;
    const lesson = outline.chapters[0].videos[0];
    const requests = [
        () => call('GET', '/livez'),
        () => call('GET', '/api/courses'),
        () => call('GET', `/api/courses/${course.id}`, { token }),
        (n) =>
            call('POST', '/api/course/progress/sync', {
                token,
                body: { progressList: [{ courseId: course.id, chapterId: lesson.id, currentTime: 1 + (n % 60), totalTime: 90, lastUpdateTime: Date.now(), deviceId: 'b' }] },
            }),
    ];
    await measure(requests);
    const ratios = [];
    for (let round = 0; round < ROUNDS; ++round) {
        const idle = await measure(requests);
        const taken = [];
        for (const film of films) {
            const begun = performance.now();
            const import_ = await call('POST', '/api/media/import', { token: owner, body: { path: film } });
            taken.push(`${import_.status} in ${(performance.now() - begun).toFixed(0)} ms`);
        }
        let asking = true;
        const strangers = Array.from({ length: STRANGERS }, async () => {
            while (asking) {
                await call('GET', `/api/videos/${lesson.id}/play`).catch(() => null);
                await sleep(1000);
            }
        });
        const busy = await measure(requests);
        const jobs = (await call('GET', '/api/jobs?per_page=10', { token: owner })).json.data.jobs;
        asking = false;
        await Promise.all(strangers);
        ratios.push(busy.p99 / idle.p99);
        console.log(`idle p50 ${idle.p50.toFixed(1)} p99 ${idle.p99.toFixed(1)} | busy p50 ${busy.p50.toFixed(1)} p99 ${busy.p99.toFixed(1)} | ratio ` +
            `${ratios.at(-1).toFixed(2)} | failed ${idle.failed + busy.failed} | imports ${taken.join(', ')} | ${jobs.map((j) => `${j.kind} ${j.state}`).join(', ')}`);
        for (const asset of (await call('GET', '/api/media?per_page=50', { token: owner })).json.data.assets)
            if (/^film\d\.ts$/.test(asset.filename)) await call('DELETE', `/api/media/${asset.asset_id ?? asset.id}`, { token: owner });
        await sleep(2000);
    }
    console.log(`p99 busy/idle: median ${quantile(ratios, 0.5).toFixed(2)}, worst ${Math.max(...ratios).toFixed(2)}`);
} finally {
    school?.stdin.end();
    if (school) await new Promise((resolve) => school.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
}
