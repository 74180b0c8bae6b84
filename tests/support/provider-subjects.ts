import { modelCatalog } from "#app/providers/catalog.ts";
import { providerRegistry, registryOf } from "#app/providers/registry.ts";
import type { FaultRule } from "#sandbox/faults.ts";
import type { Model } from "#app/core/model.ts";
import type { Provider } from "#app/core/provider.ts";
import { atelier, atelierModel } from "./atelier/adapter.ts";
import { startAtelier } from "./atelier/simulator.ts";
import { startProviders } from "./providers.ts";

/** A provider with its stand-in running. */
export interface Stand {
  readonly baseUrl: string;
  readonly origin: string;
  fault(rule: Partial<FaultRule> | null): void;
  /** What the provider says that it charged since the start. */
  charged(): { readonly micros: number; readonly count: number };
  /** Keys that came to an address which takes none. */
  leaks(): number;
  close(): Promise<void> | void;
}

/** A provider under test. */
export interface Subject {
  readonly provider: Provider;
  readonly model: Model;
  /** How its keys begin in its stand-in. */
  readonly keyStart: string;
  /** The place of its faults in the sandbox; null for the made-up one, which has all that it can have. */
  readonly place: "openai" | "gemini" | "bfl" | null;
  start(): Promise<Stand>;
}

const OURS = {
  openai: { place: "openai", path: "/openai/v1", keyStart: "sk-sandbox-" },
  gemini: { place: "gemini", path: "/gemini", keyStart: "AIza-sandbox-" },
  flux: { place: "bfl", path: "/bfl", keyStart: "bfl-sandbox-" },
} as const;

/** Every provider of the registry with its first image model, and a made-up one beside them: adding one adds a line here and nothing to the suite. */
export const subjects: readonly Subject[] = registryOf([...providerRegistry.all(), atelier]).all().map((provider) => {
  if (provider.id === "atelier") return { provider, model: atelierModel, keyStart: "at-sandbox-", place: null, start: standOfAtelier };
  const sandbox = Object.entries(OURS).find(([id]) => id === provider.id)?.[1];
  const model = modelCatalog.all().find((one) => one.provider === provider.id && one.capability === "image");
  if (!sandbox || !model) throw new Error(`${provider.id} has no stand-in or no model`);
  return { provider, model, keyStart: sandbox.keyStart, place: sandbox.place, start: () => standOf(sandbox.place, sandbox.path) };
});

async function standOf(place: "openai" | "gemini" | "bfl", path: string): Promise<Stand> {
  const world = await startProviders({ fastPictures: true });
  return {
    baseUrl: `${world.origin}${path}`, origin: world.origin, close: world.close,
    fault: (rule) => world.faults(...(rule ? [{ match: place, ...rule }] : [])),
    charged: () => world.ledger().total,
    leaks: () => world.parts.providers.leaks.length,
  };
}

async function standOfAtelier(): Promise<Stand> {
  const { origin, fault, charged, close } = await startAtelier();
  return { baseUrl: `${origin}/atelier`, origin, fault, charged: () => charged, leaks: () => 0, close };
}
