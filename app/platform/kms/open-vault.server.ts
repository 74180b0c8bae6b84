import type { KMSClientConfig } from "@aws-sdk/client-kms";
import type { Clock } from "#app/core/context.ts";
import type { Vault } from "#app/core/ports/vault.ts";
import { openAwsKms } from "./aws-client.server.ts";
import { awsMaker, awsReader } from "./aws-keys.server.ts";
import { checkAwsWeb, checkAwsWorker, checkOpens } from "./boot-check.server.ts";
import { createDataKeyCache } from "./data-key-cache.server.ts";
import type { DataKeyReader } from "./data-keys.ts";
import { localMaker, localReader } from "./local-keys.server.ts";
import { createOpener } from "./opener.server.ts";
import { createSealer } from "./sealer.server.ts";
import type { VaultSettings } from "./settings.ts";

/** A process's half of the vault, until it closes. */
export interface OpenVault {
  readonly vault: Vault;
  close(): void;
}

/**
 * Opens this process's half, and proves at the start that it is no more and no less than that.
 * Throws an EnvironmentError where it is. `credentials` stand in for what the AWS SDK finds.
 */
export async function openVault(settings: VaultSettings, clock: Clock, credentials?: KMSClientConfig["credentials"]): Promise<OpenVault> {
  if (settings.driver === "local") {
    if (settings.role === "web") return { vault: { role: "web", sealer: createSealer(localMaker(settings.publicKey)) }, close: () => {} };
    return openWorker(localReader(settings.privateKey, settings.formerPrivateKeys), settings, clock, () => {});
  }
  const kms = await openAwsKms({ keyId: settings.keyId, endpoint: settings.endpoint, credentials });
  try {
    if (settings.role === "web") {
      if (settings.bootCheck === "refuse") await checkAwsWeb(kms);
      return { vault: { role: "web", sealer: createSealer(awsMaker(kms)) }, close: kms.close };
    }
    if (settings.bootCheck === "refuse") await checkAwsWorker(kms);
    return await openWorker(awsReader(kms, settings.formerKeyIds), settings, clock, kms.close);
  } catch (error) {
    kms.close();
    throw error;
  }
}

async function openWorker(keys: DataKeyReader, { selfTest, bootCheck }: { readonly selfTest: string | undefined; readonly bootCheck: "refuse" | "skip" }, clock: Clock, closeKeys: () => void): Promise<OpenVault> {
  const cache = createDataKeyCache(clock);
  const opener = createOpener(keys, cache);
  const close = () => {
    cache.close();
    closeKeys();
  };
  try {
    if (selfTest && bootCheck === "refuse") await checkOpens(opener, selfTest);
    return { vault: { role: "worker", opener }, close };
  } catch (error) {
    close();
    throw error;
  }
}
