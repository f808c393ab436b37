// A server that lets everybody in, says one version and knows nothing else: node fakemysql.mjs VERSION. For refusals of
// servers that are not to be installed for a test. VERSION "silent": takes connections and says nothing. It prints its port
// and ends with its standard input. Of the protocol (mariadb.com/kb/en/clientserver-protocol) it has what a log-in and
// SELECT VERSION() need, as a text and as a prepared statement.
import net from "node:net";

const version = process.argv[2] ?? "silent";

const byte = (n) => Buffer.from([n]);
const word = (n) => Buffer.from([n & 255, n >> 8]);
const text = (s) => Buffer.concat([byte(Buffer.byteLength(s)), Buffer.from(s)]);
const zero = (s) => Buffer.from(`${s}\0`);

const PROTOCOL_41 = 0x200, SECURE = 0x8000, DATABASE = 8, TRANSACTIONS = 0x2000, PLUGINS = 8, RESULTS = 7; // the last two: upper half
const greeting = Buffer.concat([
  byte(10), zero(version), Buffer.from([1, 0, 0, 0]), Buffer.from("abcdefgh"), byte(0),
  word(PROTOCOL_41 | SECURE | DATABASE | TRANSACTIONS | 7), byte(45), word(2), word(PLUGINS | RESULTS),
  byte(21), Buffer.alloc(10), zero("ijklmnopqrst"), zero("mysql_native_password"),
]);
const ok = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const end = Buffer.from([0xfe, 0, 0, 2, 0]);
const column = Buffer.concat([
  text("def"), text(""), text(""), text(""), text("VERSION()"), text(""),
  byte(12), word(45), Buffer.from([240, 0, 0, 0]), byte(0xfd), word(0), byte(31), word(0),
]);
const prepared = (columns) => Buffer.concat([byte(0), Buffer.from([1, 0, 0, 0]), word(columns), word(0), byte(0), word(0)]);

/** The packets that answer a command; `client.asked`: the statement that was prepared last. */
function answerTo(command, client) {
  const sql = command.subarray(1).toString();
  const asksVersion = (statement) => statement.includes("VERSION()");
  switch (command[0]) {
    case 0x03:
      return asksVersion(sql) ? [byte(1), column, end, text(version), end] : [ok];
    case 0x16:
      client.asked = sql;
      return asksVersion(sql) ? [prepared(1), column, end] : [prepared(0)];
    case 0x17:
      return asksVersion(client.asked) ? [byte(1), column, end, Buffer.concat([word(0), text(version)]), end] : [ok];
    case 0x01:
    case 0x19:
      return [];
    default:
      return [ok];
  }
}

function send(socket, packets, number) {
  for (const packet of packets) socket.write(Buffer.concat([word(packet.length & 0xffff), byte(packet.length >> 16), byte(number++), packet]));
}

const server = net.createServer((socket) => {
  const client = { asked: "", isIn: false };
  let input = Buffer.alloc(0);
  socket.on("error", () => {});
  if (version === "silent") return;
  send(socket, [greeting], 0);
  socket.on("data", (bytes) => {
    input = Buffer.concat([input, bytes]);
    while (input.length >= 4 && input.length >= 4 + input.readUIntLE(0, 3)) {
      const command = input.subarray(4, 4 + input.readUIntLE(0, 3));
      send(socket, client.isIn ? answerTo(command, client) : [ok], input[3] + 1);
      client.isIn = true;
      input = input.subarray(4 + command.length);
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
