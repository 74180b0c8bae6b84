import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

// `npm start` as a person uses it: a process of its own, stopped and killed from outside.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-start-"));
const data = path.join(folder, "data");
const State = z.object({ products: z.array(z.object({ id: z.string(), title: z.string() })) });
/** The ports that would be taken first belong to somebody else. */
const strangers = [4100, 4200].map((port) => net.createServer().on("error", () => undefined).listen(port));

interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
}

function start(...args: readonly string[]): Started {
  const child = spawn(process.execPath, ["scripts/start.mjs", "--data", data, ...args], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_ENV: "development" } });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => { output += chunk.toString(); });
  child.stderr.on("data", (chunk: Buffer) => { output += chunk.toString(); });
  return { child, said: () => output };
}

/** The address that it tells to open. */
async function ready({ child, said }: Started): Promise<string> {
  await expect.poll(() => (child.exitCode === null ? said() : `ended: ${said()}`), { timeout: 120_000, interval: 100 }).toMatch(/ready after|^ended:/);
  const url = /Open {2}(\S+)/.exec(said())?.[1];
  if (!url) throw new Error(said());
  return url;
}

const shopOf = async (url: string) => State.parse(await (await fetch(`${url}/_sandbox/state`)).json()).products;

/** Processes that were started for this folder, whatever became of their parents. */
function processes(): number[] {
  return fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    if (pid === process.pid) return false;
    try {
      return fs.readFileSync(`/proc/${pid}/environ`, "latin1").includes(folder) || fs.readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(folder);
    } catch {
      return false; // ended meanwhile, or another person's
    }
  });
}

/** The names of the modules whose process has the vault's private key in its environment. */
function holdersOfVaultKey(): string[] {
  const key = z.object({ "kms-private-key": z.string() }).parse(JSON.parse(fs.readFileSync(path.join(data, "secrets.json"), "utf8")))["kms-private-key"];
  return processes().filter((pid) => fs.readFileSync(`/proc/${pid}/environ`, "latin1").includes(key)).map((pid) => /build\/[\w-]+\.js/.exec(fs.readFileSync(`/proc/${pid}/cmdline`, "latin1"))?.[0] ?? "another");
}

beforeAll(() => { fs.chmodSync(folder, 0o755); });
afterAll(() => {
  for (const pid of processes()) process.kill(pid, "SIGKILL");
  strangers.forEach((server) => server.close());
  fs.rmSync(folder, { recursive: true, force: true });
});

test("npm start takes free ports, keeps its data through a kill of everything, and leaves no process behind when it is stopped", async () => {
  const first = start();
  const url = await ready(first);
  expect(new URL(url).port).not.toBe("4100");
  expect((await fetch(url)).status).toBe(200);
  // The split of the vault: of all processes the worker alone can open merchants' keys.
  expect(holdersOfVaultKey()).toEqual(["build/worker.js"]);
  const [gone] = await shopOf(url);
  await fetch(`${url}/_sandbox/products/${gone?.id.replace(/\D/g, "")}/delete`, { method: "POST", body: "{}" });
  expect(await shopOf(url)).toHaveLength(11);

  for (const pid of processes()) process.kill(pid, "SIGKILL");
  await expect.poll(processes, { timeout: 20_000 }).toEqual([]);

  const second = start();
  const shop = await shopOf(await ready(second));
  expect(shop).toHaveLength(11);
  expect(shop.map(({ title }) => title)).not.toContain(gone?.title);
  const ended = once(second.child, "exit");
  second.child.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
  expect(second.said()).toContain("Stopped.");
  await expect.poll(processes, { timeout: 10_000 }).toEqual([]);
});

test("a second Ctrl-C does not wait, and --fresh begins with nothing", async () => {
  const third = start("--fresh");
  expect(await shopOf(await ready(third))).toHaveLength(12);
  const ended = once(third.child, "exit");
  third.child.kill("SIGINT");
  third.child.kill("SIGINT");
  await ended;
  await expect.poll(processes, { timeout: 20_000 }).toEqual([]);
});

test.each([
  ["a port that is none", ["--port", "many"], "--port takes a number from 1 to 65535"],
  ["an option that is unknown", ["--catalogue", "x"], "Unknown option '--catalogue'"],
  ["a catalog that is none", ["--catalog", "docs"], "products.csv"],
])("%s is said in one sentence, and nothing is left running", async (_what, args, sentence) => {
  const { child, said } = start(...args);
  await once(child, "exit");
  expect(child.exitCode).toBe(1);
  expect(said()).toContain(sentence);
  expect(said()).not.toContain("    at ");
  expect(processes()).toEqual([]);
});
