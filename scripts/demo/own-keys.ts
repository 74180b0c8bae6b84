import { setTimeout as wait } from "node:timers/promises";
import type { AppClient } from "./client.ts";
import { KeysAnswer, KeysPage } from "./pages.ts";
import { patience } from "./patience.ts";

/** How often the page of keys is read while a key is checked. */
const LOOK_MS = 300;
/** Keys that the sandbox's stand-ins of the providers accept. */
const SANDBOX_KEYS: Readonly<Record<string, string>> = { openai: "sk-sandbox-demo-4711", gemini: "AIza-sandbox-demo-4711", flux: "bfl-sandbox-demo-4711" };

/** Adds a key of each provider that the skill lacks, as a merchant does, and waits until it was verified. */
export async function addKeys(app: AppClient, lacking: readonly string[], tell: (line: string) => void): Promise<void> {
  for (const provider of lacking) {
    const key = SANDBOX_KEYS[provider];
    if (!key) throw new Error(`The sandbox has no key of ${provider}.`);
    await app.send("/keys", { do: "add", provider, label: "Demo", key }, KeysAnswer);
    const still = patience("The check of the key");
    for (let state = "checking"; state !== "works";) {
      await wait(LOOK_MS);
      const added = (await app.read("app/keys", "/keys", KeysPage)).keys.find((one) => one.provider === provider);
      state = added?.state ?? "missing";
      if (state !== "checking" && state !== "works") throw new Error(`The key of ${provider} does not work: ${added?.say ?? state}`);
      still(state);
    }
    tell(`Added a key of ${provider}, it works.`);
  }
}

/** This month's calls by provider, as the page of keys tells them. */
export async function callsByProvider(app: AppClient): Promise<Record<string, number>> {
  const { spend } = await app.read("app/keys", "/keys", KeysPage);
  const calls: Record<string, number> = {};
  for (const { model, calls: count } of spend.rows) {
    const [provider = model] = model.split("/");
    calls[provider] = (calls[provider] ?? 0) + count;
  }
  return calls;
}
