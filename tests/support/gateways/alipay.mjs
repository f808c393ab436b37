// Alipay's gateway (RSA2) as the sheet describes it, for tests: real HTTP, the vectors' keys, strict with what we sign.
// `node alipay.mjs [--port N] [--speed N]`; what tests may do to it is in `control` below and in common.mjs.
import { createHash, createPrivateKey, createPublicKey, createSign, createVerify, randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import { ALIPAY_PAUSES, chinaTime, commonControls, GatewayClock, Notifier, NOTHING_WRONG, runAsProgram, testKey } from "./common.mjs";
import { alipayBill, zipped } from "./bills.mjs";

export const APP_ID = "2021000000000001";
export const SELLER_ID = "2088000000000002";
// The names of keys/alipay_*_cert.pem, computed with openssl and Python's MD5.
export const CERTIFICATES = { app: "8aca1b3e8a5c48cca165d8bfd11012f6", alipay: "548c3acea1e48a9bffc2e30a44fd37d1",
  root: "5e443d6bf6087b8b913766226b2287e7_a257338c5f3e2a013afafa3a93d755d1" };

const FORGER = createPrivateKey(testKey("wechatpay_merchant_key.pem"));
const sorted = (params, keep) => Object.keys(params).filter(keep).sort().map((name) => `${name}=${params[name]}`).join("&");
const sign = (key, text) => createSign("RSA-SHA256").update(text, "utf8").sign(key, "base64");
const yuan = (fen) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
const fenOf = (text) => (/^\d{1,9}\.\d\d$/.test(text ?? "") ? Number(text.replace(".", "")) : null);
const good = (more = {}) => ({ code: "10000", msg: "Success", ...more });
const refused = (subCode) => ({ code: "40004", msg: "Business Failed", sub_code: subCode, sub_msg: subCode });
const misused = (subCode) => ({ code: "40002", msg: "Invalid Arguments", sub_code: subCode, sub_msg: subCode });

export class AlipayGateway {
  constructor({ speed = 1 } = {}) {
    this.clock = new GatewayClock();
    this.mode = { ...NOTHING_WRONG };
    this.notifier = new Notifier({ pauses: ALIPAY_PAUSES, accepts: (status, body) => status === 200 && body === "success", mode: this.mode, speed });
    this.calls = [];
    this.orders = new Map();
    this.bills = new Map();
    this.billDamage = 0;
    this.certificate = null; // what messages say they are signed with, once a call came with certificates
    this.ourKey = createPublicKey(testKey("alipay_app_pub.pem"));
    this.key = createPrivateKey(testKey("alipay_platform_key.pem"));
    this.control = {
      ...commonControls(this),
      orders: () => Object.fromEntries([...this.orders].map(([number, order]) => [number, { ...order, refunds: [...order.refunds.values()] }])),
      /** {orderNo, late?}: the payer, who has opened the address before, pays; `late` also what is closed. */
      pay: ({ orderNo, late }) => this.#pay(orderNo, late),
      /** {orderNo, amount}: money of an order that nobody here made. */
      stranger: ({ orderNo, amount }) =>
        void this.orders.set(orderNo, { number: orderNo, subject: "?", amount, state: "TRADE_SUCCESS", createdAt: this.clock.now(), paidAt: this.clock.now(),
          refunds: new Map(), tradeNo: `2026${amount}` }),
      /** {orderNo, amount}: what the channel's books say of it from now on. */
      reprice: ({ orderNo, amount }) => void (this.orders.get(orderNo).amount = amount),
      /** {orderNo}: somebody pays all of it back in the console, and nobody is told. */
      payBackByHand: ({ orderNo }) => void (this.orders.get(orderNo).state = "TRADE_CLOSED"),
      /** {name}: messages say from now on that they are signed with another certificate. */
      certificate: ({ name }) => void (this.certificate = name),
      /** {orderNo}: months later no refund is possible any more. */
      finish: ({ orderNo }) => this.#finish(orderNo),
      /** {orderNo, change?, refund?}: what a notice of a payment or of `refund` {number, amount} would be, rightly signed whatever `change` makes it say. It isn't sent. */
      notice: ({ orderNo, change = {}, refund }) => {
        const now = chinaTime(this.clock.now());
        const order = this.orders.get(orderNo) ?? { number: orderNo, amount: 9900, subject: "x", tradeNo: "20260101000000000042" };
        const back = refund && { refund_fee: yuan(refund.amount), gmt_refund: now, out_biz_no: refund.number };
        const { headers, body } = this.#notice(order, order.state === "TRADE_CLOSED" ? "TRADE_CLOSED" : "TRADE_SUCCESS", randomBytes(17).toString("hex"),
          { gmt_create: now, gmt_payment: now, ...back, ...change });
        return { headers, body };
      },
    };
  }

  handle({ method, url, headers, body }) {
    const address = new URL(url, "http://gateway");
    if (address.pathname === "/bill") return { body: this.bills.get(address.searchParams.get("token")) ?? "" };
    if (address.pathname !== "/gateway.do") return { status: 404 };
    const isForm = (headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
    // Some clients send the public parameters in the address and the rest in the body.
    const params = Object.fromEntries([...address.searchParams, ...(method === "POST" && isForm ? new URLSearchParams(body) : [])]);
    const fault = this.#judge(params);
    if (/^alipay\.trade\.(page|wap)\.pay$/.test(params.method ?? ""))
      return { status: fault ? 400 : 200, headers: { "Content-Type": "text/html; charset=utf-8" }, body: fault ?? this.#enter(params) };
    if (method !== "POST") return { status: 405 };
    if (fault) return this.#answer("error_response", misused(fault), false);
    const actions = {
      "alipay.trade.query": (content) => this.#query(content),
      "alipay.trade.close": (content) => this.#close(content),
      "alipay.trade.refund": (content) => this.#refund(content),
      "alipay.trade.fastpay.refund.query": (content) => this.#refundState(content),
      "alipay.data.dataservice.bill.downloadurl.query": (content) => this.#bill(content),
    };
    const action = actions[params.method];
    if (!action) return this.#answer("error_response", misused("isv.invalid-method"), false);
    return this.#answer(`${params.method.replaceAll(".", "_")}_response`, action(JSON.parse(params.biz_content)), true);
  }

  /** What is wrong with a request, in Alipay's words; undefined: nothing. */
  #judge(params) {
    if (params.app_id !== APP_ID) return "isv.invalid-app-id";
    if (params.app_cert_sn !== undefined) {
      if (params.app_cert_sn !== CERTIFICATES.app || params.alipay_root_cert_sn !== CERTIFICATES.root) return "isv.invalid-app-cert-sn";
      this.certificate ??= CERTIFICATES.alipay;
    }
    if (params.sign_type !== "RSA2") return "isv.invalid-signature-type";
    if (params.charset !== "utf-8" || (params.format ?? "JSON").toUpperCase() !== "JSON" || params.version !== "1.0") return "isv.missing-charset";
    const time = Date.parse(`${params.timestamp?.replace(" ", "T")}+08:00`);
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(params.timestamp ?? "") || Math.abs(this.clock.now() - time) > 10 * 60e3) return "isv.invalid-timestamp";
    const text = sorted(params, (name) => name !== "sign" && params[name] !== "");
    if (!createVerify("RSA-SHA256").update(text, "utf8").verify(this.ourKey, params.sign ?? "", "base64")) return "isv.invalid-signature";
    return undefined;
  }

  /** Signed over the text as it is sent: with escaped slashes. */
  #answer(member, object, isSigned) {
    const text = JSON.stringify(object).replaceAll("/", "\\/");
    const signature = sign(this.mode.forgeAnswers ? FORGER : this.key, text);
    const named = this.certificate ? `,"alipay_cert_sn":"${this.certificate}"` : "";
    const body = isSigned ? `{"${member}":${text}${named},"sign":"${signature}"}` : `{"${member}":${text}}`;
    return { headers: { "Content-Type": "application/json;charset=utf-8" }, body };
  }

  /** The payer's browser opens the signed address and logs in: now the trade exists. */
  #enter(params) {
    const content = JSON.parse(params.biz_content);
    const amount = fenOf(content.total_amount);
    const product = params.method.includes("page") ? "FAST_INSTANT_TRADE_PAY" : "QUICK_WAP_WAY";
    const isRight = /^\w{1,64}$/.test(content.out_trade_no ?? "") && amount > 0 && content.subject && !/[/=&]/.test(content.subject) &&
      content.product_code === product && (params.notify_url ?? "").length <= 256;
    if (!isRight) return "ILLEGAL_ARGUMENT";
    const known = this.orders.get(content.out_trade_no);
    if (known && known.amount !== amount) return "TRADE_TOTALFEE_NOT_MATCH";
    if (!known) {
      const now = this.clock.now();
      const expires = Date.parse(`${content.time_expire?.replace(" ", "T")}+08:00`);
      if (expires <= now) return "TRADE_CLOSED";
      this.orders.set(content.out_trade_no, {
        number: content.out_trade_no, subject: content.subject, amount, notifyUrl: params.notify_url, state: "WAIT_BUYER_PAY", createdAt: now, refunds: new Map(),
        tradeNo: `2026${createHash("sha256").update(content.out_trade_no).digest("hex").replace(/\D/g, "").padEnd(24, "0").slice(0, 24)}`,
      });
    }
    return "CASHIER";
  }

  #pay(number, late) {
    const order = this.orders.get(number);
    if (!order || (order.state !== "WAIT_BUYER_PAY" && !(late && order.state === "TRADE_CLOSED" && !order.paidAt))) return { paid: false, state: order?.state };
    order.state = "TRADE_SUCCESS";
    order.paidAt = this.clock.now();
    this.#tell(order);
    return { paid: true, tradeNo: order.tradeNo };
  }

  #finish(number) {
    const order = this.orders.get(number);
    order.state = "TRADE_FINISHED";
    this.#tell(order);
  }

  #query({ out_trade_no: number }) {
    const order = this.orders.get(number);
    if (!order) return refused("ACQ.TRADE_NOT_EXIST");
    return good({ out_trade_no: number, trade_no: order.tradeNo, trade_status: order.state, total_amount: yuan(order.amount), buyer_logon_id: "a**@x",
      ...(order.paidAt !== undefined && { send_pay_date: chinaTime(order.paidAt) }) });
  }

  #close({ out_trade_no: number }) {
    const order = this.orders.get(number);
    if (!order) return refused("ACQ.TRADE_NOT_EXIST");
    if (order.state !== "WAIT_BUYER_PAY") return refused("ACQ.TRADE_STATUS_ERROR");
    order.state = "TRADE_CLOSED";
    return good({ out_trade_no: number, trade_no: order.tradeNo });
  }

  #refund({ out_trade_no: number, refund_amount: text, out_request_no: request }) {
    const order = this.orders.get(number);
    const amount = fenOf(text);
    if (!order) return refused("ACQ.TRADE_NOT_EXIST");
    if (!(amount > 0) || !request) return refused("ACQ.INVALID_PARAMETER");
    const sum = () => [...order.refunds.values()].reduce((all, refund) => all + refund.amount, 0);
    const said = (change) => good({ out_trade_no: number, trade_no: order.tradeNo, refund_fee: yuan(sum()), fund_change: change });
    const known = order.refunds.get(request);
    if (known) return known.amount === amount ? said("N") : refused("ACQ.DISCORDANT_REPEAT_REQUEST");
    if (order.state === "TRADE_FINISHED") return refused("ACQ.TRADE_HAS_FINISHED");
    if (order.state !== "TRADE_SUCCESS") return refused("ACQ.TRADE_STATUS_ERROR");
    if (sum() + amount > order.amount) return refused("ACQ.REASON_TRADE_REFUND_FEE_ERR");
    order.refunds.set(request, { number: request, amount, at: this.clock.now() });
    if (sum() === order.amount) order.state = "TRADE_CLOSED";
    this.#tell(order, { refund_fee: yuan(sum()), gmt_refund: chinaTime(this.clock.now()), out_biz_no: request });
    return said("Y");
  }

  #refundState({ out_trade_no: number, out_request_no: request }) {
    const order = this.orders.get(number);
    if (!order) return refused("ACQ.TRADE_NOT_EXIST");
    const refund = order.refunds.get(request);
    if (!refund) return good();
    return good({ out_trade_no: number, trade_no: order.tradeNo, out_request_no: request, refund_amount: yuan(refund.amount), total_amount: yuan(order.amount),
      refund_status: "REFUND_SUCCESS", gmt_refund_pay: chinaTime(refund.at) });
  }

  #notice(order, state, id, more) {
    const params = {
      app_id: APP_ID, auth_app_id: APP_ID, buyer_id: "2088000000000001", charset: "utf-8",
      notify_id: id, notify_time: chinaTime(this.clock.now()), notify_type: "trade_status_sync", out_trade_no: order.number, seller_id: SELLER_ID, subject: order.subject,
      total_amount: yuan(order.amount), trade_no: order.tradeNo, trade_status: state, version: "1.0", sign_type: "RSA2", passback_params: "a+b=c&d%",
      ...(this.certificate && { alipay_cert_sn: this.certificate }), ...more,
    };
    params.sign = sign(this.key, sorted(params, (name) => name !== "sign" && name !== "sign_type"));
    return { url: order.notifyUrl, headers: { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" }, body: new URLSearchParams(params).toString() };
  }

  #tell(order, more = {}) {
    const id = randomBytes(17).toString("hex");
    const state = order.state; // a repeat tells what happened then
    const make = () => this.#notice(order, state, id, { gmt_create: chinaTime(order.createdAt), gmt_payment: chinaTime(order.paidAt), ...more });
    const forge = (message) => ({ ...message, body: message.body.replace(/total_amount=[^&]*/, "total_amount=0.01") });
    this.notifier.notify(id, make, forge);
  }

  billFile(day) {
    return zipped({ "20880000000000020156_20260101_业务明细(汇总).csv": "#支付宝业务汇总查询\r\n门店编号,交易订单总笔数\r\n", "20880000000000020156_20260101_业务明细.csv": alipayBill(this, day) });
  }

  #bill({ bill_type: type, bill_date: day }) {
    if (type !== "trade" || !/^\d{4}-\d\d-\d\d$/.test(day ?? "")) return refused("isv.invalid-arguments");
    const token = randomBytes(8).toString("hex");
    const file = this.billFile(day);
    this.bills.set(token, file.subarray(0, file.length - this.billDamage));
    return good({ bill_download_url: `http://127.0.0.1:${this.port}/bill?token=${token}` });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await runAsProgram((options) => new AlipayGateway(options));
