// The life of an order as its buyer sees it. Pure; `now` is the server's time in ms.

// 'pending' | 'ending' (its time is over, the school is closing it) | 'paid' | 'partially_refunded' | 'refunded' |
// 'closed'
export function orderState(order, now) {
    return order.status === 'pending' && timeLeft(order, now) === 0 ? 'ending' : order.status;
}

// Whole seconds until the order is closed unless it is paid.
export function timeLeft(order, now) {
    const end = Date.parse(order.expiresAt);
    return Number.isFinite(end) ? Math.max(0, Math.ceil((end - now) / 1000)) : 0;
}

// A refund that somebody still has to decide or make.
export const openRefund = (order) => (order.refunds || []).find(({ status }) => OPEN_REFUNDS.includes(status)) || null;
const OPEN_REFUNDS = ['requested', 'sending'];

// Money that may be asked back: something was paid, some of it is left, and nothing is being decided.
export function mayAskRefund(order) {
    const isPaid = order.status === 'paid' || order.status === 'partially_refunded';
    return isPaid && order.amount - (order.refunded || 0) > 0 && !openRefund(order);
}

// Whether the order moves by itself, so that it is worth asking about again.
export function isMoving(order) {
    if (order.status === 'pending') return true;
    const refund = openRefund(order);
    return refund !== null && refund.status === 'sending';
}

export const MAX_REASON = 200; // letters; the server has the last word
