import { systemClock } from "./platform/clock.server.ts";
import { readEnv } from "./platform/env.server.ts";
import { openVault } from "./platform/kms/open-vault.server.ts";
import { makeSelfTest } from "./platform/kms/self-test.ts";
import { newKeyPair } from "./platform/kms/x25519.ts";
import { sealerOf } from "./core/ports/vault.ts";

// `npm run vault -- keys` makes a pair for the local driver; `npm run vault -- self-test`, with the
// environment of a web process, makes the record that workers open at their start.
const verb = process.argv[2];
if (verb === "keys") {
  const { publicKey, privateKey } = newKeyPair();
  console.log(`# for web processes only\nKMS_PUBLIC_KEY=${publicKey}\n# for workers only\nKMS_PRIVATE_KEY=${privateKey}`);
} else if (verb === "self-test") {
  const { vault, close } = await openVault(readEnv(process.env, "web").vault, systemClock);
  console.log(`# for workers only\nKMS_SELF_TEST=${await makeSelfTest(sealerOf(vault))}`);
  close();
} else {
  console.error("npm run vault -- keys, or npm run vault -- self-test");
  process.exitCode = 1;
}
