import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { control } from "../../sandbox/control.ts";
import { createFaults, FaultRule } from "../../sandbox/faults.ts";
import { listen } from "../../sandbox/listen.ts";
import { DEFAULTS, type Parts } from "../../sandbox/parts.ts";
import { createProviderMemory } from "../../sandbox/providers/memory.ts";
import { ledgerOf, type Ledger } from "../../sandbox/providers/ledger.ts";
import { providerRoute } from "../../sandbox/providers/route.ts";
import { watchTraffic } from "../../sandbox/traffic.ts";
import { memoryState } from "./memory-state.ts";

/** The providers' stand-ins on a real port, without a database. */
export interface Providers {
  readonly origin: string;
  readonly parts: Parts;
  /** Sets what goes wrong. */
  faults(...rules: Partial<FaultRule>[]): void;
  ledger(): Ledger;
  close(): Promise<void>;
}

/** Starts them, quick unless told otherwise. */
export async function startProviders(settings: Partial<Parts["settings"]> = {}): Promise<Providers> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-providers-"));
  const closing = new AbortController();
  let port = 0;
  const origin = () => `http://localhost:${port}`;
  const parts: Parts = {
    state: memoryState(), faults: createFaults(), settings: { ...DEFAULTS, appUrl: "http://127.0.0.1:9", providerMs: 0, ...settings }, apiKey: "key", apiSecret: "secret", folder, origin,
    calls: new Map(), jobs: new Map(), providers: createProviderMemory(), closing: closing.signal,
  };
  const keeper = { reset: async () => undefined, load: async () => undefined, problems: () => [] };
  const server = await listen(0, origin, async (request) => {
    const url = new URL(request.url);
    await watchTraffic(parts, request, url);
    return (await providerRoute(parts, request, url)) ?? control(parts, request, url, keeper);
  });
  port = server.port;
  return {
    origin: origin(), parts,
    faults: (...rules) => parts.faults.set(rules.map((rule) => FaultRule.parse(rule)), 1),
    ledger: () => ledgerOf(parts.state.charges.all()),
    close: async () => {
      closing.abort();
      await Promise.all(parts.providers.drawing.values());
      server.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
