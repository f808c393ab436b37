// WeChat Pay (API v3) as the sheet describes it, for tests: real HTTP, the vectors' keys, strict with what we sign.
// `node wechatpay.mjs [--port N] [--speed N]`; what tests may do to it is in `control` below and in common.mjs.
import { createCipheriv, createHash, createPrivateKey, createPublicKey, createSign, createVerify, randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import { commonControls, GatewayClock, Notifier, NOTHING_WRONG, runAsProgram, testKey, vectorJson, WECHAT_PAUSES } from "./common.mjs";
import { wechatBill } from "./bills.mjs";

const VECTORS = vectorJson("wechatpay-v3.json");
const FORGER = createPrivateKey(testKey("alipay_app_key.pem"));

const sign = (key, text) => createSign("RSA-SHA256").update(text).sign(key, "base64");
const rfc3339 = (milliseconds) => new Date(milliseconds + 8 * 3600e3).toISOString().slice(0, 19) + "+08:00";
const json = (value) => ({ status: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
const fault = (status, code, message = code) => ({ ...json({ code, message }), status });

export class WechatPayGateway {
  constructor({ speed = 1 } = {}) {
    this.clock = new GatewayClock();
    this.mode = { ...NOTHING_WRONG };
    this.notifier = new Notifier({ pauses: WECHAT_PAUSES, accepts: (status) => status === 200 || status === 204, mode: this.mode, speed });
    this.calls = [];
    this.orders = new Map();
    this.refunds = new Map();
    this.nonces = new Set();
    this.bills = new Map();
    this.billDamage = 0;
    this.noticesBy = "certificate"; // or "publicKey"
    this.merchantKey = createPublicKey(testKey("wechatpay_merchant_pub.pem"));
    this.platform = [
      { serial: VECTORS.platform_serial_no, key: createPrivateKey(testKey("wechatpay_platform_key.pem")), certificate: testKey("wechatpay_platform_cert.pem") },
    ];
    this.publicKey = { serial: VECTORS.wechatpay_public_key_id, key: createPrivateKey(testKey("wechatpay_pubkeymode_key.pem")) };
    this.control = {
      ...commonControls(this),
      /** {orderNo, late?}: the payer pays; `late` also what is closed. */
      pay: ({ orderNo, late }) => this.#pay(orderNo, late),
      /** The held refunds end as `refundResult` says. */
      settle: () => [...this.refunds.values()].filter((refund) => refund.status === "PROCESSING").forEach((refund) => this.#settle(refund)),
      /** Notices are signed with the certificate or with the public key from now on. */
      noticesBy: ({ key }) => void (this.noticesBy = key),
      /** {serial, key, certificate} in PEM: another platform certificate signs from now on; the old ones are still handed out. */
      rotate: ({ serial, key, certificate }) => void this.platform.unshift({ serial, key: createPrivateKey(key), certificate }),
      /** {orderNo, amount}: money of an order that nobody here made. */
      stranger: ({ orderNo, amount }) =>
        void this.orders.set(orderNo, { out_trade_no: orderNo, appid: VECTORS.appid, mchid: VECTORS.mchid, description: "?", type: "native", amount: { total: amount },
          state: "SUCCESS", paidAt: this.clock.now(), transactionId: `4200${amount}` }),
      /** {orderNo, amount}: what the channel's books say of it from now on. */
      reprice: ({ orderNo, amount }) => void (this.orders.get(orderNo).amount.total = amount),
      /** {orderNo}: somebody pays it back in the console, and nobody is told. */
      payBackByHand: ({ orderNo }) => void (this.orders.get(orderNo).state = "REFUND"),
      refunds: () => Object.fromEntries(this.refunds),
      /**
       * {orderNo, change?, refund?, age?}: what a notice of a payment or of `refund` {number, amount, status} would be, rightly
       * signed `age` ms ago whatever `change` makes it say. It isn't sent.
       */
      notice: (wish) => this.#noticeOf(wish),
    };
  }

  handle(request) {
    const url = new URL(request.url, "http://gateway");
    const refusal = this.#judge(request);
    if (refusal) return refusal;
    if (url.pathname === "/v3/billdownload/file") return { body: this.bills.get(url.searchParams.get("token")) ?? "" };
    const body = request.body ? JSON.parse(request.body) : {};
    return this.#signed(this.#answer(request.method, url, body), request.headers["wechatpay-serial"]);
  }

  #answer(method, url, body) {
    const path = url.pathname;
    let match;
    if (method === "POST" && (match = path.match(/^\/v3\/pay\/transactions\/(jsapi|native)$/))) return this.#order(match[1], body);
    if ((match = path.match(/^\/v3\/pay\/transactions\/out-trade-no\/([\w|*-]{6,32})(\/close)?$/))) {
      if (method === "POST" && match[2]) return body.mchid === VECTORS.mchid ? this.#close(match[1]) : fault(400, "PARAM_ERROR", "mchid");
      if (method === "GET" && !match[2]) {
        if (url.searchParams.get("mchid") !== VECTORS.mchid) return fault(400, "PARAM_ERROR", "mchid");
        return this.orders.has(match[1]) ? json(this.#transaction(this.orders.get(match[1]))) : fault(404, "ORDER_NOT_EXIST");
      }
    }
    if (method === "POST" && path === "/v3/refund/domestic/refunds") return this.#refund(body);
    if (method === "GET" && (match = path.match(/^\/v3\/refund\/domestic\/refunds\/([\w|*@-]{1,64})$/)))
      return this.refunds.has(match[1]) ? json(this.#refundObject(this.refunds.get(match[1]))) : fault(404, "RESOURCE_NOT_EXISTS");
    if (method === "GET" && path === "/v3/certificates") return this.#certificates();
    if (method === "GET" && path === "/v3/bill/tradebill") return this.#bill(url);
    return fault(404, "RESOURCE_NOT_EXISTS");
  }

  /** What is wrong with how a call is signed; null: nothing. */
  #judge({ method, url, headers, body }) {
    const refused = (why) => fault(401, "SIGN_ERROR", why);
    const given = headers.authorization ?? "";
    const fields = Object.fromEntries([...given.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    if (!/^WECHATPAY2-SHA256-RSA2048 (\w+="[^"]*",){4}\w+="[^"]*"$/.test(given)) return refused("Authorization");
    if (fields.mchid !== VECTORS.mchid) return refused("mchid");
    if (fields.serial_no !== VECTORS.merchant_serial_no) return refused("serial_no");
    if (!/^\d+$/.test(fields.timestamp) || Math.abs(this.clock.now() - fields.timestamp * 1000) >= 300e3) return refused("timestamp");
    if (!fields.nonce_str || fields.nonce_str.length > 32 || this.nonces.has(fields.nonce_str)) return refused("nonce_str");
    if (headers.accept !== "application/json" || !headers["user-agent"]) return refused("Accept, User-Agent");
    if (body && headers["content-type"] !== "application/json") return refused("Content-Type");
    const text = [method, url, fields.timestamp, fields.nonce_str, body, ""].join("\n");
    if (!createVerify("RSA-SHA256").update(text).verify(this.merchantKey, fields.signature, "base64")) return refused("signature");
    this.nonces.add(fields.nonce_str);
    return null;
  }

  #headers(body, key, at = this.clock.now()) {
    const timestamp = String(Math.floor(at / 1000));
    const nonce = randomBytes(16).toString("hex");
    return {
      "Content-Type": "application/json",
      "Request-ID": nonce,
      "Wechatpay-Timestamp": timestamp,
      "Wechatpay-Nonce": nonce,
      "Wechatpay-Serial": key.serial,
      "Wechatpay-Signature": sign(this.mode.forgeAnswers ? FORGER : key.key, `${timestamp}\n${nonce}\n${body}\n`),
      "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    };
  }

  #signed(answer, wantedKey) {
    const key = wantedKey === this.publicKey.serial ? this.publicKey : this.platform[0];
    return { ...answer, headers: this.#headers(answer.body ?? "", key) };
  }

  #order(type, body) {
    const wrong = (field) => fault(400, "PARAM_ERROR", field);
    const now = this.clock.now();
    if (body.appid !== VECTORS.appid || body.mchid !== VECTORS.mchid) return fault(400, "APPID_MCHID_NOT_MATCH");
    if (typeof body.description !== "string" || !body.description || Buffer.byteLength(body.description) > 127) return wrong("description");
    if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(body.out_trade_no ?? "")) return wrong("out_trade_no");
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/.test(body.time_expire ?? "") || Date.parse(body.time_expire) <= now) return wrong("time_expire");
    if (!/^https?:\/\/[^?#]{1,240}$/.test(body.notify_url ?? "")) return wrong("notify_url");
    if (!Number.isInteger(body.amount?.total) || body.amount.total < 1 || body.amount.currency !== "CNY") return wrong("amount");
    if (type === "jsapi" ? !body.payer?.openid : body.payer) return wrong("payer");
    const known = this.orders.get(body.out_trade_no);
    const said = JSON.stringify({ type, body });
    if (known?.state === "SUCCESS" || known?.state === "REFUND") return fault(400, "ORDERPAID");
    if (known?.state === "CLOSED") return fault(400, "ORDER_CLOSED");
    if (known && known.said !== said) return fault(403, "OUT_TRADE_NO_USED");
    if (!known) this.orders.set(body.out_trade_no, { said, type, ...body, state: "NOTPAY" });
    const id = createHash("sha256").update(said).digest("hex").slice(0, 28);
    return json(type === "jsapi" ? { prepay_id: `wx${id}` } : { code_url: `weixin://wxpay/bizpayurl?pr=${id.slice(0, 9)}` });
  }

  #transaction(order) {
    const paid = order.state === "SUCCESS" || order.state === "REFUND";
    return {
      appid: order.appid,
      mchid: order.mchid,
      out_trade_no: order.out_trade_no,
      ...(paid && { transaction_id: order.transactionId, trade_type: order.type.toUpperCase(), success_time: rfc3339(order.paidAt), bank_type: "OTHERS" }),
      trade_state: order.state,
      trade_state_desc: order.state,
      payer: { openid: order.payer?.openid ?? "" },
      amount: { total: order.amount.total, payer_total: order.amount.total, currency: "CNY", payer_currency: "CNY" },
    };
  }

  #close(number) {
    const order = this.orders.get(number);
    if (!order) return fault(404, "ORDER_NOT_EXIST");
    if (order.state === "SUCCESS" || order.state === "REFUND") return fault(400, "ORDERPAID");
    order.state = "CLOSED";
    return { status: 204 };
  }

  #pay(number, late) {
    const order = this.orders.get(number);
    if (!order || (order.state !== "NOTPAY" && !(late && order.state === "CLOSED"))) return { paid: false, state: order?.state };
    order.state = "SUCCESS";
    order.paidAt = this.clock.now();
    order.transactionId = `4200${createHash("sha256").update(number).digest("hex").replace(/\D/g, "").padEnd(24, "0").slice(0, 24)}`;
    this.#tell("TRANSACTION.SUCCESS", "transaction", this.#transaction(order), order.notify_url);
    return { paid: true, transactionId: order.transactionId };
  }

  #refund(body) {
    const order = this.orders.get(body.out_trade_no);
    const wrong = (field) => fault(400, "PARAM_ERROR", field);
    if (!order || !order.transactionId) return fault(404, "RESOURCE_NOT_EXISTS");
    if (!/^[\w|*@-]{1,64}$/.test(body.out_refund_no ?? "")) return wrong("out_refund_no");
    if (body.reason !== undefined && Buffer.byteLength(body.reason) > 80) return wrong("reason");
    const { refund: amount, total, currency } = body.amount ?? {};
    if (!Number.isInteger(amount) || amount < 1 || total !== order.amount.total || currency !== "CNY") return wrong("amount");
    const known = this.refunds.get(body.out_refund_no);
    if (known) return known.amount === amount && known.order === order ? json(this.#refundObject(known)) : fault(400, "INVALID_REQUEST");
    const before = [...this.refunds.values()].filter((refund) => refund.order === order && refund.status !== "CLOSED");
    if (before.reduce((sum, refund) => sum + refund.amount, 0) + amount > total || before.length >= 50) return fault(403, "INVALID_REQUEST");
    const refund = { number: body.out_refund_no, order, amount, status: "PROCESSING", notifyUrl: body.notify_url ?? order.notify_url, createdAt: this.clock.now() };
    this.refunds.set(refund.number, refund);
    const accepted = json(this.#refundObject(refund));
    if (!this.mode.holdRefunds) this.#settle(refund);
    return accepted;
  }

  #settle(refund) {
    refund.status = this.mode.refundResult;
    refund.doneAt = this.clock.now();
    if (refund.status === "SUCCESS") refund.order.state = "REFUND";
    const { status, create_time, amount, ...rest } = this.#refundObject(refund);
    const { total, refund: back, payer_total, payer_refund } = amount;
    this.#tell(`REFUND.${refund.status}`, "refund", { mchid: VECTORS.mchid, ...rest, refund_status: status, amount: { total, refund: back, payer_total, payer_refund } }, refund.notifyUrl);
  }

  #refundObject(refund) {
    const total = refund.order.amount.total;
    return {
      refund_id: `5000${createHash("sha256").update(refund.number).digest("hex").replace(/\D/g, "").padEnd(24, "0").slice(0, 24)}`,
      out_refund_no: refund.number,
      transaction_id: refund.order.transactionId,
      out_trade_no: refund.order.out_trade_no,
      channel: "ORIGINAL",
      user_received_account: "支付用户零钱",
      create_time: rfc3339(refund.createdAt),
      ...(refund.status === "SUCCESS" && { success_time: rfc3339(refund.doneAt) }),
      status: refund.status,
      amount: { total, refund: refund.amount, payer_total: total, payer_refund: refund.amount, currency: "CNY" },
    };
  }

  #seal(text, associated) {
    const nonce = randomBytes(6).toString("hex");
    const cipher = createCipheriv("aes-256-gcm", VECTORS.apiv3_key, nonce).setAAD(Buffer.from(associated));
    const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
    return { algorithm: "AEAD_AES_256_GCM", ciphertext, associated_data: associated, nonce };
  }

  #certificates() {
    const data = this.platform.map(({ serial, certificate }) => ({
      serial_no: serial,
      effective_time: "2025-01-01T08:00:00+08:00",
      expire_time: "2030-01-01T08:00:00+08:00",
      encrypt_certificate: this.#seal(certificate, "certificate"),
    }));
    return json({ data });
  }

  #tell(event, kind, inside, url) {
    const id = `EV-${randomBytes(12).toString("hex")}`;
    const created = rfc3339(this.clock.now());
    const make = () => {
      const resource = { original_type: kind, ...this.#seal(JSON.stringify(inside), kind) };
      const body = JSON.stringify({ id, create_time: created, resource_type: "encrypt-resource", event_type: event, summary: kind, resource });
      const key = this.noticesBy === "publicKey" ? this.publicKey : this.platform[0];
      return { url, body, headers: this.#headers(body, key) };
    };
    const forge = (message) => ({ ...message, body: message.body.replace('"summary":"', '"summary":"!') });
    this.notifier.notify(id, make, forge);
  }

  #noticeOf({ orderNo, change = {}, refund, age = 0 }) {
    const order = this.orders.get(orderNo);
    const at = this.clock.now() - age;
    const total = order?.amount.total ?? 9900;
    const transaction = { appid: VECTORS.appid, mchid: VECTORS.mchid, out_trade_no: orderNo, transaction_id: order?.transactionId ?? "4200000000000000000000000042",
      trade_type: "NATIVE", trade_state: "SUCCESS", success_time: rfc3339(at), amount: { total, payer_total: total, currency: "CNY", payer_currency: "CNY" } };
    const back = refund && { mchid: VECTORS.mchid, out_trade_no: orderNo, transaction_id: transaction.transaction_id, out_refund_no: refund.number, refund_id: "50000000001",
      refund_status: refund.status ?? "SUCCESS", success_time: rfc3339(at), amount: { total, refund: refund.amount, payer_total: total, payer_refund: refund.amount } };
    const inside = back ?? transaction;
    const said = { ...inside, ...change, amount: { ...inside.amount, ...change.amount } };
    const kind = back ? "refund" : "transaction";
    const resource = { original_type: kind, ...this.#seal(JSON.stringify(said), kind) };
    const event = back ? `REFUND.${back.refund_status}` : "TRANSACTION.SUCCESS";
    const body = JSON.stringify({ id: `EV-${randomBytes(12).toString("hex")}`, create_time: rfc3339(at), resource_type: "encrypt-resource", event_type: event, summary: kind, resource });
    return { body, headers: this.#headers(body, this.platform[0], at) };
  }

  billFile(day) {
    return Buffer.from(wechatBill(this, day, "ALL"));
  }

  #bill(url) {
    const text = wechatBill(this, url.searchParams.get("bill_date"), url.searchParams.get("bill_type") ?? "ALL");
    const token = randomBytes(8).toString("hex");
    this.bills.set(token, text.slice(0, text.length - this.billDamage));
    return json({ hash_type: "SHA1", hash_value: createHash("sha1").update(text).digest("hex"), download_url: `http://127.0.0.1:${this.port}/v3/billdownload/file?token=${token}` });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await runAsProgram((options) => new WechatPayGateway(options));
