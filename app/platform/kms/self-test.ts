import { AppError } from "#app/core/errors.ts";
import type { KeyContext, Opener, Sealer } from "#app/core/ports/vault.ts";
import { Secret } from "#app/core/secret.ts";

/** A place that no workspace has, and a text that is no secret. */
export const SELF_TEST: KeyContext = { workspaceId: "self-test", keyId: "self-test", provider: "self-test", version: 1 };
const TEXT = "piccaso self-test";

/** A record that web makes once for each KMS key, and every worker opens at its start. One line of JSON in base64. */
export async function makeSelfTest(sealer: Sealer): Promise<string> {
  return Buffer.from(JSON.stringify(await sealer.seal(new Secret(TEXT), SELF_TEST))).toString("base64");
}

/** Opens it. Throws what the vault throws. */
export async function openSelfTest(opener: Opener, selfTest: string): Promise<void> {
  const stored = recordIn(selfTest);
  await opener.open(stored, SELF_TEST, async (value) => {
    if (value !== TEXT) throw new AppError("key_unreadable", "the self-test holds another text");
  });
}

function recordIn(selfTest: string): unknown {
  try {
    return JSON.parse(Buffer.from(selfTest, "base64").toString("utf8"));
  } catch {
    throw new AppError("key_unreadable", "the self-test is not a record");
  }
}
