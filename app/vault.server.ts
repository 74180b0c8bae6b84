import { systemClock } from "./platform/clock.server.ts";
import { openProcess } from "./context.server.ts";
import { rewrapKeys } from "./features/keys/rewrap-keys.server.ts";
import { readEnv } from "./platform/env.server.ts";
import { openVault } from "./platform/kms/open-vault.server.ts";
import { makeSelfTest } from "./platform/kms/self-test.ts";
import { newKeyPair } from "./platform/kms/x25519.ts";
import { sealerOf } from "./core/ports/vault.ts";

// `npm run vault -- keys` makes a pair for the local driver; `npm run vault -- self-test`, with the
// environment of a web process, makes the record that workers open at their start; `npm run vault -- rewrap`,
// with a worker's, brings all keys under the newest KMS key (docs/kms-aws.md).
const verb = process.argv[2];
if (verb === "keys") {
  const { publicKey, privateKey } = newKeyPair();
  console.log(`# for web processes only\nKMS_PUBLIC_KEY=${publicKey}\n# for workers only\nKMS_PRIVATE_KEY=${privateKey}`);
} else if (verb === "self-test") {
  const { vault, close } = await openVault(readEnv(process.env, "web").vault, systemClock);
  console.log(`# for workers only\nKMS_SELF_TEST=${await makeSelfTest(sealerOf(vault))}`);
  close();
} else if (verb === "rewrap") {
  const { context, close } = await openProcess("worker");
  const { total, moved, unreadable } = await rewrapKeys(context, ({ done, total: all }) => console.log(`${done} of ${all}`));
  for (const { workspaceId, keyId } of unreadable) console.log(`Key ${keyId} of workspace ${workspaceId} does not open here. Its owner has to enter it again.`);
  console.log(`${moved} moved, ${total - moved - unreadable.length} were under the newest key already, ${unreadable.length} do not open.`);
  await close();
  process.exitCode = unreadable.length > 0 ? 1 : 0;
} else {
  console.error("npm run vault -- keys, npm run vault -- self-test, or npm run vault -- rewrap");
  process.exitCode = 1;
}
