// From a failed answer to words for people: which text of messages.js says it, and which field it belongs to.
//
// The server's `message` is English and for developers; what the learner reads is chosen by the stable `error` word, or
// by the status when the word is not known here. Nothing of the answer's own text is ever shown, but why a coupon isn't
// taken: only the server knows the sums of it. Pure.
// `result` is the API client's: {status, error, details, retryAfter}.

const WORDS = {
    unauthenticated: 'error.signIn',
    invalid_token: 'error.signIn',
    invalid_refresh_token: 'error.signIn',
    refresh_token_reused: 'error.signIn',
    invalid_credentials: 'login.wrong',
    account_disabled: 'error.disabled',
    permission_denied: 'error.denied',
    consent_required: 'error.consent',
    payment_required: 'error.payment',
    order_not_paid: 'error.orderNotPaid',
    already_owned: 'error.owned',
    in_membership: 'error.inMembership',
    validity_over: 'error.saleOver',
    order_not_open: 'error.orderNotOpen',
    order_already_paid: 'error.orderNotOpen',
    order_closed: 'error.orderNotOpen',
    order_refunded: 'error.orderNotOpen',
    refund_open: 'error.refundOpen',
    channel_off: 'error.wayOff',
    coupon_unknown: 'error.couponUnknown',
    no_trial: 'error.noTrial',
    media_not_ready: 'error.mediaNotReady',
    media_failed: 'error.mediaNotReady',
    trial_not_ready: 'error.trialNotReady',
    invalid_login: 'register.badName',
    login_taken: 'register.taken',
    login_confusable: 'register.confusable',
    invalid_fields: 'error.fields',
    request_timeout: 'error.server',
};

const STATUSES = {
    0: 'error.network',
    401: 'error.signIn',
    403: 'error.denied',
    404: 'error.notFound',
    408: 'error.server',
    409: 'error.conflict',
    410: 'error.notFound',
    413: 'error.tooLarge',
};

const WEAK = {
    too_short: 'register.shortPassword',
    too_long: 'register.longPassword',
    same_as_login: 'register.passwordIsName',
    too_simple: 'register.simplePassword',
    too_common: 'register.commonPassword',
};

export const passwordKey = (reason) => WEAK[reason] || 'register.weakPassword';

// A wait in the unit people would say it in.
export function waitWords(seconds, inSeconds, inMinutes) {
    return seconds > 90
        ? { key: inMinutes, params: { n: Math.ceil(seconds / 60) } }
        : { key: inSeconds, params: { n: seconds } };
}

// The text that says what happened: {key, params}.
export function errorWords(result) {
    const { status, error, retryAfter = 0, details } = result;
    if (error === 'trial_not_ready') return { key: WORDS[error], params: {} };
    if ((status === 429 || status === 503) && retryAfter > 0)
        return waitWords(retryAfter, 'error.busy', 'error.busyMinutes');
    if (status >= 500) return { key: 'error.server', params: {} };
    if (error === 'weak_password') return { key: passwordKey(details && details.reason), params: {} };
    const known = typeof WORDS[error] === 'string' ? WORDS[error] : STATUSES[status];
    return { key: known || 'error.request', params: {} };
}

const FIELDS = {
    login: 'register.badName',
    password: 'register.weakPassword',
    displayName: 'register.badDisplayName',
};

// What is wrong with single fields of the form that was sent: {login?, password?, displayName?} → text key.
export function fieldWords(result) {
    const { error, details } = result;
    if (['invalid_login', 'login_taken', 'login_confusable'].includes(error)) return { login: WORDS[error] };
    if (error === 'weak_password') return { password: errorWords(result).key };
    if (error !== 'invalid_fields' || !details || !details.fields) return {};
    return Object.fromEntries(Object.entries(FIELDS).filter(([name]) => details.fields[name]));
}

// Why a coupon wasn't taken: the school's sentence, which comes in both languages; null where it isn't about a coupon.
export function couponWords({ error, message, details }, language) {
    if (error !== 'coupon_refused') return null;
    return language === 'zh' ? (details && details.message) || message : message;
}
