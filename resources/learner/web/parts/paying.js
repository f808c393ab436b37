// How an open order is paid on this screen: the ways the school has set up, a code to scan or a door to Alipay, and the
// time that is left. Where there is no way it says whom to ask, and offers nothing that leads nowhere.

import { waysHere } from '../core/shop/offers.js';
import { clockText } from '../core/resume.js';
import { timeLeft } from '../core/shop/orders.js';
import { html, live, nothing } from '../render.js';
import { qrCode } from './qrcode.js';
import { errorText, retryButton } from './states.js';

const WIDE = '(min-width: 720px)';
const SECOND = 1000;

// `order()` is the order as it is known now. Returns {template, leave}.
export function createPaying(context, { order, update }) {
    const { t, i18n, api, clock, timers } = context;
    const screen = window.matchMedia(WIDE);
    let offered = null; // the ways of the school, null until they are known
    let chosen = null;
    let params = null; // what the chosen way needs: {codeUrl} or {formUrl}
    let failed = null;
    let timer = null;
    let gone = false;

    const ways = () => (offered ? waysHere(offered, screen.matches) : []);

    async function load() {
        const result = await api.get('/api/payments/channels');
        if (gone) return;
        failed = result.ok ? null : result;
        if (result.ok) offered = result.data.ways;
        if (ways().length > 0) choose(ways()[0]);
        update();
    }

    async function choose(way) {
        chosen = way;
        params = null;
        failed = null;
        update();
        const result = await api.post(`/api/orders/${order().orderId}/pay`, { channel: way });
        if (gone || chosen !== way) return;
        if (result.ok) params = result.data.payParams;
        else failed = result;
        update();
    }

    // Another size of the screen may have other ways.
    function screenChanged() {
        if (chosen && !ways().includes(chosen) && ways().length > 0) choose(ways()[0]);
    }

    function tick() {
        update();
        timer = timers.set(tick, SECOND);
    }

    function choices() {
        if (ways().length < 2) return nothing;
        const segment = (way) =>
            html`<label class="segment"
                ><input
                    type="radio"
                    name="way"
                    value=${way}
                    .checked=${live(way === chosen)}
                    data-testid=${`way-${way}`}
                    @change=${() => choose(way)}
                /><span>${t(`order.way.${way}`)}</span></label
            >`;
        return html`<fieldset class="choice">
            <legend>${t('order.way')}</legend>
            <div class="segments">${ways().map(segment)}</div>
        </fieldset>`;
    }

    // An address that isn't one of the web is no door.
    const door = (url) =>
        /^https?:\/\//.test(url || '')
            ? html`<a class="button primary big" href=${url} target="_blank" rel="noopener" data-testid="pay-link"
                      >${t('order.toAlipay')}</a
                  >
                  <p class="meta">${t('order.newWindow')} ${t('order.waiting')}</p>`
            : nothing;

    function means() {
        if (failed)
            return html`<div class="pay-failed" role="alert">
                <p class="problem">${errorText(t, failed)}</p>
                ${retryButton(t, failed, () => (chosen ? choose(chosen) : load()))}
            </div>`;
        if (!offered || (chosen && !params))
            return html`<div class="skeleton skeleton-qr" role="status" aria-label=${t('common.loading')}></div>`;
        if (!chosen) {
            const time = i18n.date(Date.parse(order().expiresAt));
            return html`<p data-testid="no-way">${t('order.noWay', { time })}</p>`;
        }
        if (params.codeUrl)
            return html`<div class="pay-code">
                ${qrCode(params.codeUrl, t('order.code'))}
                <p>${t('order.scan')}</p>
                <p class="meta">${t('order.waiting')}</p>
            </div>`;
        return door(params.formUrl);
    }

    screen.addEventListener('change', screenChanged);
    load();
    timer = timers.set(tick, SECOND);
    return {
        template: () =>
            html`<p class="time-left" role="timer" data-testid="time-left"
                    >${t('order.left', { time: clockText(timeLeft(order(), clock.now())) })}</p
                >
                ${choices()} ${means()}`,
        leave() {
            gone = true;
            timers.clear(timer);
            screen.removeEventListener('change', screenChanged);
        },
    };
}
