// The database server of the tests: node mariadb.mjs start|stop FILE. Its data lie in memory, in a folder of its own, and it
// listens on a free port of this machine; FILE then holds its address. ctest starts it before the first test that wants it and
// stops it after the last one, also when tests have failed (cmake/House.cmake). One that an interrupted run has left is ended
// first: by the number in its folder, and only if that process still is the server of this folder.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

process.env.PATH += ":/usr/sbin";  // where Debian has the server, and what people's own paths lack

const [, , what, file] = process.argv;
if (!["start", "stop"].includes(what) || !file) {
  console.error("usage: node mariadb.mjs start|stop FILE");
  process.exit(2);
}
const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const folder = join(memory, `coursewright-mariadb-${createHash("sha256").update(resolve(file)).digest("hex").slice(0, 12)}`);
const socket = join(folder, "s");
const pidFile = join(folder, "pid");
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function running() {
  try {
    const pid = Number(readFileSync(pidFile, "utf8"));
    return pid > 1 && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder) ? pid : 0;
  } catch {
    return 0;
  }
}

async function stop() {
  for (let waited = 0; running(); waited += 50) {
    process.kill(running(), waited < 10_000 ? "SIGTERM" : "SIGKILL");
    await sleep(50);
  }
  rmSync(folder, { recursive: true, force: true });
  rmSync(file, { force: true });
}

const freePort = () =>
  new Promise((done) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

async function start() {
  await stop();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const user = process.getuid() === 0 ? ["--user=root"] : [];
  const data = join(folder, "data");
  execFileSync("mariadb-install-db", ["--no-defaults", ...user, `--datadir=${data}`, "--skip-test-db", "--auth-root-authentication-method=normal"], { stdio: ["ignore", "ignore", "inherit"] });
  // A password that wants percent-encoding, so that every test proves the decoding.
  const first = join(folder, "first.sql");
  writeFileSync(first, "CREATE USER 'school'@'%' IDENTIFIED BY 'p@ss/w:rd';\nGRANT ALL PRIVILEGES ON *.* TO 'school'@'%' WITH GRANT OPTION;\n");
  const port = await freePort();
  const log = openSync(join(folder, "log"), "a");
  const server = spawn(
    "mariadbd",
    ["--no-defaults", ...user, `--datadir=${data}`, `--socket=${socket}`, `--port=${port}`, "--bind-address=127.0.0.1", `--init-file=${first}`,
      "--skip-name-resolve", "--innodb-buffer-pool-size=96M", "--innodb-log-file-size=32M", "--max-connections=300", "--innodb-print-all-deadlocks=OFF"],
    { detached: true, stdio: ["ignore", log, log] },
  );
  writeFileSync(pidFile, String(server.pid));
  server.unref();
  const user_ = "school:p%40ss%2Fw%3Ard";
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (!running()) break;
    try {
      execFileSync("mariadb", ["--no-defaults", `--socket=${socket}`, "--user=school", "--password=p@ss/w:rd", "-e", "SELECT 1"], { stdio: "ignore" });
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `mysql://${user_}@127.0.0.1:${port}/`);
      return;
    } catch {
      await sleep(50);
    }
  }
  console.error(`mariadbd does not start:\n${readFileSync(join(folder, "log"), "utf8").slice(-2000)}`);
  await stop();
  process.exit(1);
}

await (what === "start" ? start() : stop());
