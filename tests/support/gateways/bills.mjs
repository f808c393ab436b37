// The bill files of both channels for one day, as CSV; Alipay's in a zip with one of sums, as its real ones, but in UTF-8, not in GBK.
import { crc32, deflateRawSync } from "node:zlib";
import { chinaTime } from "./common.mjs";

const yuan = (fen) => `${Math.trunc(fen / 100)}.${String(Math.abs(fen) % 100).padStart(2, "0")}`;
const isOn = (day, time) => time !== undefined && chinaTime(time).startsWith(day);

const WECHAT_TITLES = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额," +
  "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const WECHAT_SUMS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

export function wechatBill(gateway, day, type) {
  const ticked = (values) => values.map((value) => `\`${value}`).join(",");
  const paid = [...gateway.orders.values()].filter((order) => isOn(day, order.paidAt) && type !== "REFUND");
  const back = [...gateway.refunds.values()].filter((refund) => isOn(day, refund.createdAt) && type !== "SUCCESS");
  const row = (order, time, state, refund) => {
    const [total, returned] = refund ? ["0.00", yuan(refund.amount)] : [yuan(order.amount.total), "0.00"];
    return ticked([chinaTime(time), order.appid, order.mchid, "0", "", order.transactionId, order.out_trade_no, order.payer?.openid ?? "", order.type.toUpperCase(),
      state, "OTHERS", "CNY", total, "0.00", refund ? "5000" : "0", refund?.number ?? "0", returned, "0.00", refund ? "ORIGINAL" : "", refund?.status ?? "",
      order.description, "", "0.00000", "0.60%", total, returned, ""]);
  };
  const sum = (list, amount) => yuan(list.reduce((all, one) => all + amount(one), 0));
  const [total, returned] = [sum(paid, (order) => order.amount.total), sum(back, (refund) => refund.amount)];
  const rows = [...paid.map((order) => row(order, order.paidAt, "SUCCESS")), ...back.map((refund) => row(refund.order, refund.createdAt, "REFUND", refund))];
  return [WECHAT_TITLES, ...rows, WECHAT_SUMS, ticked([rows.length, total, returned, "0.00", "0.00000", total, returned]), ""].join("\r\n");
}

const ALIPAY_TITLES = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）," +
  "支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

export function alipayBill(gateway, day) {
  const paid = [...gateway.orders.values()].filter((order) => isOn(day, order.paidAt));
  const back = [...gateway.orders.values()].flatMap((order) => [...order.refunds.values()].map((refund) => ({ order, ...refund }))).filter((refund) => isOn(day, refund.at));
  const row = (order, kind, time, amount, number) =>
    [`${order.tradeNo}\t`, `${order.number}\t`, `${kind}\t`, `"${order.subject}"\t`, chinaTime(order.createdAt), chinaTime(time), "", "", "", "", "*(a**@x)\t", amount, amount,
      "0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00", "0.00", `${number}\t`, "0.00", "0.00", ""].join(",");
  return ["#支付宝业务明细查询", "#账号：[20880000000000020156]", "#-----业务明细列表-----", ALIPAY_TITLES,
    ...paid.map((order) => row(order, "交易", order.paidAt, yuan(order.amount), "")),
    ...back.map((refund) => row(refund.order, "退款", refund.at, `-${yuan(refund.amount)}`, refund.number)),
    "#-----业务明细列表结束-----", `#交易合计：${paid.length}笔`, `#退款合计：${back.length}笔`, ""].join("\r\n");
}

/** {name: text} as a zip. */
export function zipped(files) {
  const parts = [];
  const contents = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, plain] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(plain);
    const common = Buffer.alloc(26); // from "version needed" to the lengths of name and extra field
    [20, 0, 8, 0, 0x21].forEach((value, index) => common.writeUInt16LE(value, 2 * index));
    [crc32(plain), packed.length, plain.length].forEach((value, index) => common.writeUInt32LE(value, 10 + 4 * index));
    common.writeUInt16LE(title.length, 22);
    const entry = Buffer.alloc(14); // from the length of the comment to the place of the head
    entry.writeUInt32LE(at, 10);
    parts.push(Buffer.from("PK\x03\x04"), common, title, packed);
    contents.push(Buffer.from("PK\x01\x02\x14\x00"), common, entry, title);
    at += 4 + common.length + title.length + packed.length;
  }
  const list = Buffer.concat(contents);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  [0, 0, count, count].forEach((value, index) => end.writeUInt16LE(value, 2 * index));
  [list.length, at].forEach((value, index) => end.writeUInt32LE(value, 8 + 4 * index));
  return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06"), end]);
}
