// A real school for page tests: coursewright-server with a fresh data folder, one administrator, and its own learner page.
//
//   const school = await startRealSchool();      // COURSEWRIGHT_SERVER names the program
//   const lin = await school.learner('lin');
//   await school.become(page, lin);
//   await school.call('POST', '/api/coupons', {...}, school.admin);
//
// With LEARNER_FROM_FILES=1 servePage(context) shows the page as it lies in the source folder, to try a change without
// building; everything else still comes from the server.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AlipayGateway } from '../../support/gateways/alipay.mjs';
import { serve, testKey, vectorJson } from '../../support/gateways/common.mjs';
import { WechatPayGateway } from '../../support/gateways/wechatpay.mjs';
import { pageFile } from './fakeserver.mjs';

export const PASSWORD = 'words correct horse 7';
const BUILT = fileURLToPath(new URL('../../../build/dev/bin/coursewright-server', import.meta.url));
const DAY = 24 * 3600 * 1000;
export const daysFromNow = (days) => new Date(Date.now() + days * DAY).toISOString();

function program() {
    const found = [process.env.COURSEWRIGHT_SERVER, BUILT].find((place) => place && existsSync(place));
    if (!found) throw new Error('coursewright-server not found; build it or set COURSEWRIGHT_SERVER');
    return found;
}

async function listening(server) {
    let said = '';
    server.stderr.on('data', (piece) => (said += piece));
    for await (const piece of server.stdout) {
        said += piece;
        const found = /listening on (http:\S+)/.exec(said);
        if (found) return found[1].replace(/\/$/, '');
    }
    throw new Error(`the server ended: ${said}`);
}

function freePort() {
    return new Promise((resolve) => {
        const probe = createServer().listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

// The settings of both channels, with the simulators as their gateways.
function channelSettings(folder, port, wechat, alipay) {
    const v = vectorJson('wechatpay-v3.json');
    const secret = (name) => {
        const file = path.join(folder, name);
        writeFileSync(file, testKey(name), { mode: 0o600 });
        return `@${file}`;
    };
    const notify = (channel) => `notify-url=http://127.0.0.1:${port}/api/payments/${channel}/notify`;
    return [
        '[wechatpay]',
        `api=http://127.0.0.1:${wechat}`,
        `app-id=${v.appid}`,
        `merchant-id=${v.mchid}`,
        `merchant-serial=${v.merchant_serial_no}`,
        `merchant-key=${secret('wechatpay_merchant_key.pem')}`,
        `api-v3-key=${v.apiv3_key}`,
        `public-key-id=${v.wechatpay_public_key_id}`,
        `public-key=${secret('wechatpay_pubkeymode_pub.pem')}`,
        `platform-certificates=${secret('wechatpay_platform_cert.pem')}`,
        notify('wechat'),
        '[alipay]',
        `gateway=http://127.0.0.1:${alipay}/gateway.do`,
        'app-id=2021000000000001',
        `app-key=${secret('alipay_app_key.pem')}`,
        `alipay-public-key=${secret('alipay_platform_pub.pem')}`,
        'seller-id=2088000000000002',
        notify('alipay'),
        '',
    ].join('\n');
}

// Both simulators in this process; what a payer does is `wechat.control.pay({orderNo})`.
async function startGateways(folder, port) {
    const gateways = { wechat: new WechatPayGateway({ speed: 1000 }), alipay: new AlipayGateway({ speed: 1000 }) };
    const servers = await Promise.all([serve(gateways.wechat), serve(gateways.alipay)]);
    const config = path.join(folder, 'channels.ini');
    writeFileSync(config, channelSettings(folder, port, servers[0].port, servers[1].port));
    return { ...gateways, config, stop: () => Promise.all(servers.map((server) => server.stop())) };
}

// `pays`: learners can pay, by the simulators of both channels (school.gateways).
export async function startRealSchool({ pays = false } = {}) {
    const settings = pays ? mkdtempSync(path.join(os.tmpdir(), 'channels-')) : null;
    const port = pays ? await freePort() : 0;
    const gateways = pays ? await startGateways(settings, port) : null;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'shop-'));
    const added = spawnSync(
        program(),
        ['user', 'add', '--data', folder, '--login', 'admin', '--role', 'admin', '--password-stdin'],
        { input: `${PASSWORD}\n` },
    );
    assert.equal(added.status, 0, String(added.stderr));
    const server = spawn(program(), [
        ...['serve', '--data', folder, '--listen', `127.0.0.1:${port}`, '--requests-per-minute', '0'],
        ...(gateways ? ['--config', gateways.config] : []),
    ]);
    const origin = await listening(server);
    server.stdout.resume();

    async function call(method, address, body, token) {
        const response = await fetch(origin + address, {
            method,
            headers: {
                'Content-Type': 'application/json',
                ...(token ? { Authorization: `Bearer ${token}` } : {}),
            },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const answer = await response.json();
        assert.ok(response.ok, `${method} ${address}: ${response.status} ${JSON.stringify(answer)}`);
        return answer.data;
    }

    const login = { login: 'admin', password: PASSWORD };
    const { accessToken: admin } = await call('POST', '/api/auth/login', login);
    return {
        origin,
        learn: `${origin}/learn/`,
        admin,
        call,
        gateways,
        // Somebody who has agreed to everything, signed in as the page keeps it (see core/session.js).
        async learner(name) {
            const words = { login: name, password: PASSWORD, displayName: name };
            const answer = await call('POST', '/api/auth/register', words);
            const { accessToken, refreshToken, expiresIn, user } = answer;
            await call('POST', '/api/me/consent', { document: 'privacy', version: '1', granted: true }, accessToken);
            const session = { accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1000, user };
            return { token: accessToken, session };
        },
        // Makes an open page that of `learner`, or of nobody (null), as another tab would: it is told, and renews itself.
        become: (page, learner) =>
            page.evaluate((session) => {
                location.hash = '#/login';
                localStorage.clear();
                if (session) localStorage.setItem('cw.session', JSON.stringify(session));
                window.dispatchEvent(new StorageEvent('storage', { key: null }));
            }, learner && learner.session),
        // Staff books a payment made at the counter; it stands for every channel's notice.
        pay: (orderId) => call('POST', `/api/orders/${orderId}/pay-outside`, {}, admin),
        async servePage(context) {
            if (!process.env.LEARNER_FROM_FILES) return;
            await context.route('**/learn/**', (route) => route.fulfill(pageFile(new URL(route.request().url()))));
        },
        async stop() {
            const ended = new Promise((resolve) => server.once('exit', resolve));
            server.kill('SIGTERM');
            await ended;
            if (gateways) await gateways.stop();
            if (settings) rmSync(settings, { recursive: true, force: true });
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

// A course of texts at ¥99: the first free, the second sold alone at ¥9.90, the third only with the course.
export async function publishCourse(
    { call, admin },
    { title = 'Street photography at night', price = 9900, sale, category = '' } = {},
) {
    const post = (address, body) => call('POST', address, body, admin);
    const fields = { course_type: 'article', level: 'beginner', description: 'Light and patience.', tags: [] };
    const { id } = await post('/api/courses', { ...fields, title, category, price, is_free: price === 0 });
    const chapter = await post(`/api/courses/${id}/chapters`, { title: 'Seeing' });
    const lessons = [];
    for (const more of [
        { title: 'What the eye leaves out', is_free: true },
        { title: 'Working with one lamp', price: price > 0 ? 990 : 0 },
        { title: 'Editing the series' },
    ]) {
        const lesson = { kind: 'article', content: `The text of “${more.title}”.`, ...more };
        lessons.push((await post(`/api/chapters/${chapter.id}/videos`, lesson)).id);
    }
    await post(`/api/courses/${id}/publish`);
    if (sale) {
        const window = { price: sale, startsAt: daysFromNow(-1), endsAt: daysFromNow(1), label: 'Opening week' };
        await call('PUT', `/api/courses/${id}/pricing`, { price, isFree: false, sales: [window] }, admin);
    }
    return { id, lessons };
}
