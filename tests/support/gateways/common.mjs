// What both gateway simulators share: an HTTP server, control of what goes wrong, and the sending of notices.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";

const VECTORS = new URL("../vectors/", import.meta.url);

export const vectorFile = (name) => readFileSync(new URL(name, VECTORS), "utf8");
export const vectorJson = (name) => JSON.parse(vectorFile(name));
export const testKey = (name) => vectorFile(`keys/${name}`);

/** The time at the gateway: a test may stop and set it. */
export class GatewayClock {
  #fixed = null;
  now() {
    return this.#fixed ?? Date.now();
  }
  set(milliseconds) {
    this.#fixed = milliseconds;
  }
}

/**
 * What the gateway does wrong, until it is told otherwise:
 * - `loseAnswers`: so many of the next calls are done, but their connection is cut instead of answered;
 * - `failCalls`: so many of the next calls are answered 500 without being done;
 * - `failAbout`: so are all calls whose address or body holds this text;
 * - `forgeAnswers`: answers are signed by somebody else;
 * - `loseNotices`: so many of the next notices are not sent at all (their repeats are);
 * - `doubleNotices`: each is sent twice at once;
 * - `reorderNotices`: a notice waits until the next one has gone out before it;
 * - `forgeNotices`: each is followed by a copy whose content was changed after signing;
 * - `delayNotices`: ms of the schedule's time before the first sending;
 * - `holdRefunds`: refunds stay accepted but not done until /control/settle;
 * - `refundResult`: what comes of a refund (WeChat Pay's words);
 * - `kill`: {pid, call, when}: when a call comes that has `call` in its address or body, that process ends as by kill -9:
 *   "before" it is done, or "after" it, unanswered. Once.
 */
export const NOTHING_WRONG = {
  loseAnswers: 0,
  failCalls: 0,
  failAbout: "",
  forgeAnswers: false,
  loseNotices: 0,
  doubleNotices: false,
  reorderNotices: false,
  forgeNotices: false,
  delayNotices: 0,
  holdRefunds: false,
  refundResult: "SUCCESS",
  kill: null,
};

/** Whether the process was to be killed now, and was. */
function kills(mode, when, request, body) {
  const { pid, call, when: wanted } = mode.kill ?? {};
  if (!pid || wanted !== when || !`${request.method} ${request.url} ${body}`.includes(call)) return false;
  mode.kill = null;
  process.kill(pid, "SIGKILL");
  return true;
}

/** Sends notices on the channel's schedule: again after each pause until one is accepted. */
export class Notifier {
  /** `pauses` in ms; `accepts(status, body)` says whether the answer ends it; `speed` 60 makes a minute a second. */
  constructor({ pauses, accepts, mode, speed = 1 }) {
    this.pauses = pauses;
    this.accepts = accepts;
    this.mode = mode;
    this.speed = speed;
    this.log = []; // {id, attempt, status, accepted, forged?}
    this.timers = new Set();
    this.held = null;
  }

  /** `make()` → {url, headers, body} of one sending: each is signed anew. `forge(message)` → a changed copy of it. */
  notify(id, make, forge) {
    const send = () => this.#attempt({ id, make, forge, attempt: 0 });
    if (this.mode.reorderNotices && !this.held) {
      this.held = send;
      return;
    }
    this.#after(this.mode.delayNotices, async () => {
      await send();
      this.release();
    });
  }

  /** Lets a held notice go. */
  release() {
    const before = this.held;
    this.held = null;
    before?.();
  }

  stop() {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  #after(milliseconds, action) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, milliseconds / this.speed);
    this.timers.add(timer);
  }

  async #attempt(notice) {
    let accepted = false;
    if (this.mode.loseNotices > 0) {
      this.mode.loseNotices -= 1;
      this.log.push({ id: notice.id, attempt: notice.attempt, status: 0, accepted: false, lost: true });
    } else {
      const message = notice.make();
      if (this.mode.forgeNotices) await this.#send(notice, notice.forge(message), true);
      const copies = this.mode.doubleNotices ? [message, message] : [message];
      accepted = (await Promise.all(copies.map((copy) => this.#send(notice, copy, false)))).includes(true);
    }
    if (!accepted && notice.attempt < this.pauses.length)
      this.#after(this.pauses[notice.attempt], () => this.#attempt({ ...notice, attempt: notice.attempt + 1 }));
  }

  async #send(notice, { url, headers, body }, forged) {
    let status = 0;
    let accepted = false;
    try {
      const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(5000) });
      status = answer.status;
      accepted = this.accepts(status, await answer.text());
    } catch {
      // Nobody there, or too slow: it counts as not accepted.
    }
    this.log.push({ id: notice.id, attempt: notice.attempt, status, accepted, ...(forged && { forged }) });
    return accepted && !forged;
  }
}

function readAll(request, most = 1 << 20) {
  return new Promise((resolve, reject) => {
    const parts = [];
    let size = 0;
    request.on("data", (part) => {
      size += part.length;
      if (size > most) request.destroy();
      else parts.push(part);
    });
    request.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    request.on("error", reject);
    request.on("close", () => reject(new Error("closed")));
  });
}

function answer(response, { status = 200, headers = {}, body = "" }) {
  response.writeHead(status, headers);
  response.end(body);
}

/**
 * A gateway on a free port of this machine: `gateway.handle({method, url, headers, body})` answers the channel's calls,
 * `gateway.control[name](arguments)` those of tests under /control/<name> (JSON in, JSON out). Resolves to {port, stop}.
 */
export async function serve(gateway, port = 0) {
  const server = createServer(async (request, response) => {
    try {
      const body = await readAll(request);
      if (request.url.startsWith("/control/")) {
        const action = gateway.control[request.url.slice("/control/".length)];
        if (!action) return answer(response, { status: 404, body: "no such control" });
        const result = await action(body ? JSON.parse(body) : {});
        return answer(response, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(result ?? {}) });
      }
      const { mode } = gateway;
      gateway.calls.push({ method: request.method, url: request.url, body });
      if (mode.failCalls > 0) {
        mode.failCalls -= 1;
        return answer(response, { status: 500, body: "{}" });
      }
      if (mode.failAbout && `${request.url} ${body}`.includes(mode.failAbout)) return answer(response, { status: 500, body: "{}" });
      if (kills(mode, "before", request, body)) return request.socket.destroy();
      const result = await gateway.handle({ method: request.method, url: request.url, headers: request.headers, body });
      if (kills(mode, "after", request, body)) return request.socket.destroy();
      if (mode.loseAnswers > 0) {
        mode.loseAnswers -= 1;
        return request.socket.destroy();
      }
      return answer(response, { ...result, headers: { Date: new Date(gateway.clock.now()).toUTCString(), ...result.headers } });
    } catch (error) {
      if (!response.headersSent && !response.destroyed) answer(response, { status: 500, body: String(error?.stack ?? error) });
    }
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  gateway.port = server.address().port;
  return {
    port: gateway.port,
    stop: () => {
      gateway.notifier.stop();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The controls that every gateway has. */
export function commonControls(gateway) {
  return {
    mode: (wish) => {
      for (const name of Object.keys(wish)) if (!(name in NOTHING_WRONG)) throw new Error(`no mode ${name}`);
      Object.assign(gateway.mode, NOTHING_WRONG, wish);
      return gateway.mode;
    },
    clock: ({ now }) => gateway.clock.set(now),
    speed: ({ factor }) => void (gateway.notifier.speed = factor),
    release: () => gateway.notifier.release(),
    notices: () => gateway.notifier.log,
    calls: () => gateway.calls,
    orders: () => Object.fromEntries(gateway.orders),
    /** {day}: the bill's file as the console gives it out. */
    bill: ({ day }) => ({ base64: gateway.billFile(day).toString("base64") }),
    /** {bytes}: so many are missing at the end of each file that is fetched. */
    damageBills: ({ bytes }) => void (gateway.billDamage = bytes),
  };
}

/** As a program: `node wechatpay.mjs [--port N] [--speed N]` prints one line when it is ready, and ends with its parent. */
export async function runAsProgram(make) {
  const option = (name, otherwise) => {
    const at = process.argv.indexOf(`--${name}`);
    return at > 0 ? Number(process.argv[at + 1]) : otherwise;
  };
  const gateway = make({ speed: option("speed", 1) });
  const { port } = await serve(gateway, option("port", 0));
  console.log(`listening on http://127.0.0.1:${port}`);
  process.stdin.on("end", () => process.exit(0)).resume();
}

/** Milliseconds as China's clocks show them. */
export function chinaTime(milliseconds) {
  return new Date(milliseconds + 8 * 3600e3).toISOString().slice(0, 19).replace("T", " ");
}

const MINUTE = 60e3;
const HOUR = 60 * MINUTE;
export const WECHAT_PAUSES = [15e3, 15e3, 30e3, 3 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 30 * MINUTE, 30 * MINUTE, HOUR,
  3 * HOUR, 3 * HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR];
export const ALIPAY_PAUSES = [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR];
