import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { Clock } from "../../app/core/context.ts";
import { openerOf, sealerOf, type KeyContext, type Opener, type Sealer } from "../../app/core/ports/vault.ts";
import { Secret } from "../../app/core/secret.ts";
import { openVault } from "../../app/platform/kms/open-vault.server.ts";
import { makeSelfTest } from "../../app/platform/kms/self-test.ts";
import { newKeyPair } from "../../app/platform/kms/x25519.ts";
import { createFaults, type Faults } from "../../sandbox/faults.ts";
import { arnOf, type KmsKey } from "../../sandbox/kms/key.ts";
import { ensureFirstKey, FIRST_KEY } from "../../sandbox/kms/operations.ts";
import { createKms } from "../../sandbox/kms/server.ts";
import { listen } from "../../sandbox/listen.ts";
import type { Docs } from "../../sandbox/state.ts";

/** The stand-in of AWS KMS on a real port, with keys in memory. */
export interface TestKms {
  readonly endpoint: string;
  readonly keyId: string;
  readonly faults: Faults;
  /** How often each operation was asked for. */
  readonly asked: Map<string, number>;
  /** The administrator's own client. */
  readonly admin: KMSClient;
  createKey(): Promise<string>;
  close(): void;
}

export const signedBy = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: "not-checked" });

export async function startKms(): Promise<TestKms> {
  const kept = new Map<string, KmsKey>();
  const keys: Docs<KmsKey> = { get: (id) => kept.get(id), all: () => [...kept.values()], put: async (id, key) => { kept.set(id, key); }, putAll: async (many) => { for (const key of many) kept.set(key.id, key); }, remove: async (id) => { kept.delete(id); }, removeAll: async () => kept.clear() };
  await ensureFirstKey(keys);
  const faults = createFaults();
  const kms = createKms(keys, faults);
  const asked = new Map<string, number>();
  let port = 0;
  const listening = await listen(0, () => `http://127.0.0.1:${port}`, async (request) => {
    const operation = request.headers.get("x-amz-target")?.split(".")[1] ?? "none";
    asked.set(operation, (asked.get(operation) ?? 0) + 1);
    return new URL(request.url).pathname.startsWith("/kms") ? kms(request) : new Response(null, { status: 404 });
  });
  port = listening.port;
  const endpoint = `http://127.0.0.1:${port}/kms`;
  const admin = new KMSClient({ endpoint, region: "eu-west-1", credentials: signedBy("sandbox-admin") });
  return {
    endpoint, faults, asked, admin, keyId: arnOf(FIRST_KEY),
    createKey: async () => (await admin.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "",
    close: () => { admin.destroy(); listening.close(); },
  };
}

/** Web's and worker's half of one vault. */
export interface Halves {
  readonly sealer: Sealer;
  readonly opener: Opener;
}

/** A driver under the contract: its halves, and the same after the KMS key was replaced by a new one. */
export interface TestDriver {
  open(clock: Clock): Promise<Halves>;
  /** `opener` has the former key too, `bare` only the new one. */
  replaceKey(): Promise<Halves & { readonly bare: Opener }>;
  close(): void;
}

export const CONTEXT: KeyContext = { workspaceId: "ws_1", keyId: "key_1", provider: "openai", version: 1 };
export const CANARY = "sk-proj-canary-0123456789-ABCdef";

export function localDriver(): TestDriver {
  const closes: (() => void)[] = [];
  const first = newKeyPair();
  const half = async (pair: typeof first, former: readonly string[], clock: Clock): Promise<Halves> => {
    const web = await openVault({ driver: "local", role: "web", bootCheck: "refuse", publicKey: pair.publicKey }, clock);
    const selfTest = await makeSelfTest(sealerOf(web.vault));
    const worker = await openVault({ driver: "local", role: "worker", bootCheck: "refuse", privateKey: new Secret(pair.privateKey), formerPrivateKeys: former.map((key) => new Secret(key)), selfTest }, clock);
    closes.push(web.close, worker.close);
    return { sealer: sealerOf(web.vault), opener: openerOf(worker.vault) };
  };
  const clock = { now: () => new Date() };
  return {
    open: (at) => half(first, [], at),
    replaceKey: async () => {
      const next = newKeyPair();
      const bare = await half(next, [], clock);
      return { ...(await half(next, [first.privateKey], clock)), bare: bare.opener };
    },
    close: () => closes.forEach((close) => close()),
  };
}

export function awsDriver(kms: TestKms): TestDriver {
  const closes: (() => void)[] = [];
  const half = async (keyId: string, formerKeyIds: readonly string[], clock: Clock): Promise<Halves> => {
    const settings = { driver: "aws", bootCheck: "refuse", keyId, endpoint: kms.endpoint } as const;
    const web = await openVault({ ...settings, role: "web" }, clock, signedBy("sandbox-web"));
    const selfTest = await makeSelfTest(sealerOf(web.vault));
    const worker = await openVault({ ...settings, role: "worker", formerKeyIds, selfTest }, clock, signedBy("sandbox-worker"));
    closes.push(web.close, worker.close);
    return { sealer: sealerOf(web.vault), opener: openerOf(worker.vault) };
  };
  const clock = { now: () => new Date() };
  return {
    open: (at) => half(kms.keyId, [], at),
    replaceKey: async () => {
      const next = await kms.createKey();
      const bare = await half(next, [], clock);
      return { ...(await half(next, [kms.keyId], clock)), bare: bare.opener };
    },
    close: () => closes.forEach((close) => close()),
  };
}
