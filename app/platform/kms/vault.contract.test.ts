import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rewrapAll } from "#app/core/vault/rewrap-all.ts";
import { Secret } from "#app/core/secret.ts";
import { parseSealedKey, type SealedKey } from "#app/core/vault/sealed-key.ts";
import { awsDriver, CANARY, CONTEXT, localDriver, startKms, type Halves, type TestDriver, type TestKms } from "#tests/support/kms.ts";
import { createLog } from "../log.server.ts";

// One contract for both drivers. AWS's talks to the stand-in of AWS KMS over HTTP.
const clock = { now: () => new Date() };
const never = async () => { throw new Error("a record that must not open was opened"); };
const reveal = async (value: string) => value;
const unreadable = { code: "key_unreadable", retryable: false };

describe.each(["local", "aws"])("the vault with the %s driver", (name) => {
  let kms: TestKms;
  let driver: TestDriver;
  let sealer: Halves["sealer"];
  let opener: Halves["opener"];
  const seal = (context = CONTEXT, text = CANARY) => sealer.seal(new Secret(text), context);

  beforeAll(async () => {
    kms = await startKms();
    driver = name === "local" ? localDriver() : awsDriver(kms);
    ({ sealer, opener } = await driver.open(clock));
  });
  afterAll(() => {
    driver.close();
    kms.close();
  });

  test("a key comes back in its own place, also after the record was JSON", async () => {
    const stored: unknown = JSON.parse(JSON.stringify(await seal()));
    expect(await opener.open(stored, CONTEXT, reveal)).toBe(CANARY);
    await fc.assert(fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 8, maxLength: 200 }), async (text) => {
      fc.pre(Buffer.from(text).toString() === text);
      expect(await opener.open(await seal(CONTEXT, text), CONTEXT, reveal)).toBe(text);
    }), { numRuns: 30 });
  });

  test("the same key sealed twice has no bytes in common", async () => {
    const [one, two] = [await seal(), await seal()];
    for (const field of ["wrapped", "iv", "ciphertext", "tag", "commitment"] as const) expect(one[field]).not.toBe(two[field]);
  });

  test("a record opens in no other workspace, and for no other key, provider or version", async () => {
    const sealed = await seal();
    for (const other of [{ workspaceId: "ws_2" }, { keyId: "key_2" }, { provider: "gemini" }, { version: 2 }]) {
      await expect(opener.open(sealed, { ...CONTEXT, ...other }, never)).rejects.toMatchObject(unreadable);
      // Nor once its data key is remembered for the right place.
      await opener.open(sealed, CONTEXT, reveal);
      await expect(opener.open(sealed, { ...CONTEXT, ...other }, never)).rejects.toMatchObject(unreadable);
    }
  });

  test("any flipped bit of a stored record is noticed", async () => {
    const stored = Buffer.from(JSON.stringify(await seal()), "latin1");
    await fc.assert(fc.asyncProperty(fc.nat(stored.length - 1), fc.nat(7), async (place, bit) => {
      const changed = Buffer.from(stored);
      changed.writeUInt8(changed.readUInt8(place) ^ (1 << bit), place);
      const parsed = parsedOrNothing(changed.toString("latin1"));
      await expect(opener.open(parsed, CONTEXT, never)).rejects.toMatchObject(unreadable);
    }), { numRuns: 600 });
  });

  test("two records that swap any field open no more", async () => {
    const records = [[CONTEXT, await seal()], [CONTEXT, await seal()], [{ ...CONTEXT, workspaceId: "ws_2" }, await seal({ ...CONTEXT, workspaceId: "ws_2" })], [{ ...CONTEXT, version: 2 }, await seal({ ...CONTEXT, version: 2 }, "another-key-of-the-merchant")]] as const;
    for (const field of ["wrapped", "iv", "ciphertext", "tag", "commitment"] as const) {
      for (const [context, record] of records) for (const [, other] of records) {
        if (other !== record) await expect(opener.open({ ...record, [field]: other[field] }, context, never), field).rejects.toMatchObject(unreadable);
      }
    }
  });

  test("a record is read whole only: no unknown field, no missing one, no second spelling, no newer version", async () => {
    const sealed = await seal();
    for (const broken of [null, "text", [], {}, { ...sealed, extra: 1 }, { ...sealed, tag: undefined }, { ...sealed, tag: sealed.tag.slice(0, 6) }, { ...sealed, iv: `${sealed.iv}=` }, { ...sealed, alg: "none" }, { ...sealed, kms: name === "aws" ? "local" : "aws" }]) {
      await expect(opener.open(broken, CONTEXT, never)).rejects.toMatchObject(unreadable);
    }
    await expect(opener.open({ ...sealed, v: 2, alg: "X" }, CONTEXT, never)).rejects.toThrow("a sealed key of version 2, and this release reads version 1 only");
  });

  test("the commitment is compared before anything is decrypted", async () => {
    const [sealed, other] = [await seal(), await seal()];
    await expect(opener.open({ ...sealed, commitment: other.commitment }, CONTEXT, never)).rejects.toThrow(/commitment/);
    await expect(opener.open({ ...sealed, commitment: other.commitment, tag: other.tag }, CONTEXT, never)).rejects.toThrow(/commitment/);
    // A data key that is rightly wrapped for this place, but is another record's.
    await expect(opener.open({ ...sealed, wrapped: other.wrapped }, CONTEXT, never)).rejects.toThrow(/commitment/);
    await expect(opener.open({ ...sealed, tag: other.tag }, CONTEXT, never)).rejects.toThrow(/ciphertext or tag/);
  });

  test("every record moves to a new KMS key with its ciphertext untouched, can be stopped and done again, and opens without the former key", async () => {
    const rows = await Promise.all([1, 2, 3].map(async (version) => ({ sealed: await seal({ ...CONTEXT, version }), context: { ...CONTEXT, version } })));
    const next = await driver.replaceKey();
    await expect(next.bare.open(rows[0]?.sealed, CONTEXT, never)).rejects.toMatchObject(unreadable);
    const stored = new Map<number, SealedKey>();
    const now = () => rows.map((row) => ({ ...row, sealed: stored.get(row.context.version) ?? row.sealed }));
    const seen: string[] = [];
    const run = (stopAfter: number) => rewrapAll(next.opener, now(), {
      save: async ({ context }, sealed) => {
        if (stored.size === stopAfter) throw new Error("stopped");
        stored.set(context.version, sealed);
      },
      onProgress: ({ done, total }) => seen.push(`${done}/${total}`),
    });
    await expect(run(1)).rejects.toThrow("stopped");
    expect(await run(9)).toEqual({ moved: 2, unreadable: [] });
    expect(seen).toEqual(["1/3", "1/3", "2/3", "3/3"]);
    expect(await run(9)).toEqual({ moved: 0, unreadable: [] });
    for (const row of now()) {
      const { wrapped, kmsKeyId, ...rest } = parseSealedKey(row.sealed);
      expect(rows.map(({ sealed }) => sealed)).toContainEqual(expect.objectContaining(rest));
      expect(rows.map(({ sealed }) => sealed.wrapped)).not.toContain(wrapped);
      expect(kmsKeyId).not.toBe(rows[0]?.sealed.kmsKeyId);
      expect(await next.bare.open(row.sealed, row.context, reveal)).toBe(CANARY);
    }
    const [moved] = now();
    await expect(next.opener.open({ ...moved?.sealed, kmsKeyId: rows[0]?.sealed.kmsKeyId }, CONTEXT, never)).rejects.toMatchObject(unreadable);
  });

  test("a record of another place is not moved: it is counted and left", async () => {
    const { opener: mover } = await driver.replaceKey();
    const foreign = { sealed: await seal(), context: { ...CONTEXT, workspaceId: "ws_2" } };
    expect(await rewrapAll(mover, [foreign], { save: never, onProgress: () => undefined })).toEqual({ moved: 0, unreadable: [foreign] });
  });

  test("what is no key is refused before the KMS is asked", async () => {
    for (const text of ["", "short", "x".repeat(8_193), `sk-lone-\ud800-surrogate`]) await expect(seal(CONTEXT, text)).rejects.toMatchObject({ code: "invalid_input", field: "key" });
    for (const context of [{ ...CONTEXT, workspaceId: "" }, { ...CONTEXT, provider: 'a","key":"b' }, { ...CONTEXT, version: 0 }]) await expect(seal(context)).rejects.toMatchObject({ code: "internal" });
  });

  test("nothing that is kept, thrown, printed or logged holds the key", async () => {
    const sealed = await seal();
    const printed: string[] = [];
    const log = createLog("debug", "test", { write: (line) => { printed.push(line); } });
    const secret = new Secret(CANARY);
    const echo = await opener.open(sealed, CONTEXT, async (value) => { throw Object.assign(new Error(`Incorrect API key provided: ${value}`), { cause: { headers: [value] } }); }).catch((error: unknown) => error);
    const refused = await opener.open(sealed, { ...CONTEXT, version: 9 }, never).catch((error: unknown) => error);
    log.error({ error: echo, secret, sealed, context: CONTEXT }, "a call failed");
    log.error({ error: refused, sealer, opener }, "a call failed");
    for (const thing of [sealed, sealer, opener, secret, echo, refused]) printed.push(JSON.stringify(thing), inspect(thing, { depth: 9, showHidden: true }), String(thing));
    expect(echo).toMatchObject({ code: "internal", message: expect.stringContaining("withheld") });
    const everything = printed.join("\n");
    for (const spelling of [CANARY, Buffer.from(CANARY).toString("base64").slice(0, 40), Buffer.from(CANARY).toString("hex"), "canary"]) expect(everything).not.toContain(spelling);
  });
});

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
