// A small server that keeps the HTTP contract the learner page lives on, with node:http only.
//
// It serves the page's own files under /learn/ with the strict CSP of the real one, real media bytes with ranges and
// signed addresses that expire, accounts with rotating refresh tokens (reuse ends the family), and progress with the
// merge of the domain rules. Tests bend it through `control` and read what it saw from `log`. A word in an answer that
// the contract doesn't know is kept in `unknownWords`: a page that lives on it would find nothing at the real school.

import { createReadStream, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountRoutes } from './fakeaccounts.mjs';
import { commerceRoutes } from './fakecommerce.mjs';
import { courseRoutes } from './fakecourses.mjs';
import { progressRoutes } from './fakeprogress.mjs';
import { buildSchool } from './school.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../resources/learner');
const CONTRACT = new Set(
    readFileSync(path.join(ROOT, '../api/openapi.yaml'), 'utf8').match(/[A-Za-z_][A-Za-z0-9_]*(?=:)/g),
);
const PACKAGES = path.resolve(ROOT, '../../node_modules');
const TYPES = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml',
};
const CSP =
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob: data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export function fail(status, error, message, details, headers = {}) {
    return {
        status,
        headers,
        body: { code: status, message, error, ...(details ? { details } : {}), requestId: 'r-1' },
    };
}

export function ok(data, status = 200) {
    return { status, body: { code: 0, message: 'ok', data } };
}

// As resources/learner/CMakeLists.txt puts them together.
function fileOf(relative) {
    const [first, name] = relative.split('/');
    const inside = (base, rest) => {
        const file = path.join(base, rest);
        return file.startsWith(base + path.sep) ? file : null;
    };
    if (first === 'core') return inside(path.join(ROOT, 'core'), relative.slice('core/'.length));
    if (first !== 'lib') return inside(path.join(ROOT, 'web'), relative);
    const rest = relative.slice('lib/'.length);
    return inside(PACKAGES, name === 'marked' ? rest.replace('marked/', 'marked/lib/') : rest);
}

// What Playwright's route.fulfill() takes.
export function pageFile(url) {
    const file = fileOf(url.pathname.slice('/learn/'.length) || 'index.html');
    try {
        const headers = {
            'Content-Type': TYPES[path.extname(file)] || 'application/octet-stream',
            'Content-Security-Policy': CSP,
            'X-Content-Type-Options': 'nosniff',
            'Cache-Control': 'no-store',
        };
        return { status: 200, headers, body: readFileSync(file) };
    } catch (_error) {
        return { status: 404, headers: {}, body: '' };
    }
}

function servePage(url, response) {
    const { status, headers, body } = pageFile(url);
    response.writeHead(status, headers).end(body);
}

function serveMedia(world, url, request, response) {
    const { refuseMedia, refuseBefore = 0, refuseFrom = Infinity, stallAfter = Infinity } = world.control;
    const expires = Number(url.searchParams.get('exp'));
    if (refuseMedia || expires < Date.now() || expires <= refuseBefore) return response.writeHead(403).end();
    const file = world.media(url.pathname);
    const size = statSync(file).size;
    const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range || '');
    const from = match ? Number(match[1]) : 0;
    const asked = match && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
    const to = asked;
    if (from >= refuseFrom) return response.writeHead(403).end();
    if (from >= size) return response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
    const headers = { 'Content-Type': 'video/mp4', 'Accept-Ranges': 'bytes', 'Content-Length': to - from + 1 };
    if (match) headers['Content-Range'] = `bytes ${from}-${to}/${size}`;
    response.writeHead(match ? 206 : 200, headers);
    // A slow line: the first bytes arrive, the rest takes for ever.
    if (to - from >= stallAfter)
        return createReadStream(file, { start: from, end: from + stallAfter }).pipe(response, { end: false });
    return createReadStream(file, { start: from, end: to }).pipe(response);
}

function wordsOf(value) {
    if (Array.isArray(value)) return value.flatMap(wordsOf);
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([name, inner]) => [name, ...wordsOf(inner)]);
}

async function readBody(request) {
    let text = '';
    for await (const part of request) text += part;
    try {
        return text ? JSON.parse(text) : {};
    } catch (_error) {
        return null;
    }
}

async function answer(world, routes, request, url) {
    const body = await readBody(request);
    if (body === null) return fail(400, 'bad_json', 'not JSON');
    const planned = world.control.fail.findIndex((plan) => plan.path.test(url.pathname));
    if (planned >= 0) {
        const [plan] = world.control.fail.splice(planned, 1);
        return fail(plan.status, plan.error || 'planned', plan.message || 'planned', plan.details, plan.headers);
    }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization || '');
    const user = token ? world.userOf(token[1]) : null;
    if (token && !user) return fail(401, 'invalid_token', 'sign in again');
    for (const [method, pattern, access, handler] of routes) {
        const match = pattern.exec(url.pathname);
        if (!match || method !== request.method) continue;
        if (access === 'user' && !user) return fail(401, 'unauthenticated', 'sign in first');
        return handler({ user, params: match.slice(1), query: url.searchParams, body, headers: request.headers });
    }
    return fail(404, 'not_found', 'no such thing');
}

// Starts on a free loopback port. `media(pathname)` names the file to serve for an address.
export async function startFakeServer({ courses = buildSchool(), media = () => null } = {}) {
    const world = {
        courses,
        media,
        log: [],
        unknownWords: new Set(),
        control: { fail: [], down: false, apiDown: false, refuseMedia: false, grantLife: 3600e3 },
    };
    const routes = [
        ...accountRoutes(world, { ok, fail }),
        ...commerceRoutes(world, { ok, fail }),
        ...courseRoutes(world, { ok, fail }),
        ...progressRoutes(world, { ok, fail }),
    ];
    routes.push([
        'GET',
        /^\/api\/server$/,
        'public',
        () => ok({ name: 'Fake school', version: '1', apiVersion: '1', features: [], time: Date.now() }),
    ]);

    const server = http.createServer(async (request, response) => {
        const url = new URL(request.url, 'http://localhost');
        if (world.control.down) return request.socket.destroy();
        if (world.control.apiDown && url.pathname.startsWith('/api/')) return request.socket.destroy();
        if (url.pathname.startsWith('/learn/')) return servePage(url, response);
        if (url.pathname.startsWith('/media/')) return serveMedia(world, url, request, response);
        const result = await answer(world, routes, request, url);
        world.log.push({
            method: request.method,
            path: url.pathname,
            query: url.search,
            status: result.status,
            cookie: request.headers.cookie || '',
            body: result.seen,
        });
        if (result.status < 300)
            for (const word of wordsOf(result.body)) if (!CONTRACT.has(word)) world.unknownWords.add(word);
        response.writeHead(result.status, {
            'Content-Type': 'application/json; charset=utf-8',
            'Cache-Control': 'no-store',
            ...result.headers,
        });
        return response.end(result.body === undefined ? '' : JSON.stringify(result.body));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${server.address().port}`;
    return Object.assign(world, {
        origin,
        learn: `${origin}/learn/`,
        stop: () =>
            new Promise((resolve) => {
                server.close(resolve);
                server.closeAllConnections();
            }),
    });
}
