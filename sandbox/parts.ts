import type { Faults } from "./faults.ts";
import type { ProviderMemory } from "./providers/memory.ts";
import type { State } from "./state.ts";

/** The one shop of the sandbox. */
export const SHOP = "piccaso-sandbox.myshopify.com";
export const STORE = "piccaso-sandbox";
export const SCOPES = "read_products,write_products,write_files";

/** What can be set while it runs, mostly by tests. Times in ms. */
export interface Settings {
  /** Where the app listens. */
  appUrl: string;
  /** How long an image is processed after it was attached. */
  mediaMs: number;
  /** How long a job of Shopify's is not done. */
  jobMs: number;
  /** How long an access token lives. */
  tokenSeconds: number;
  /** The first pause before a webhook is sent again; each further one is twice as long. */
  retryMs: number;
  /** What the merchant has granted, separated by commas. */
  scopes: string;
  /** How long a provider takes: fixed, between two times, or as long as the real one does. */
  providerMs: number | { min: number; max: number } | null;
  /** What a key or a prompt that asks for it adds to that. */
  slowMs: number;
  /** Small pictures at once instead of drawn ones, for load. */
  fastPictures: boolean;
  /** Whether the same request without a seed gives another picture each time, as it does in life. */
  varied: boolean;
  /** Paid requests that a key may make a minute. */
  requestsPerMinute: number;
  /** Tasks of BFL's that a key may have running. */
  tasksInFlight: number;
  /** Whether every request is kept in traffic.log in its folder. */
  keepTraffic: boolean;
}

/** The settings that a sandbox starts with, apart from where the app listens. */
export const DEFAULTS: Omit<Settings, "appUrl"> = {
  mediaMs: 400, jobMs: 200, tokenSeconds: 3600, retryMs: 1000, scopes: SCOPES,
  providerMs: null, slowMs: 8000, fastPictures: false, varied: false, requestsPerMinute: 120, tasksInFlight: 24, keepTraffic: false,
};

/** Everything that the parts of the sandbox share. */
export interface Parts {
  readonly state: State;
  readonly faults: Faults;
  readonly settings: Settings;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where bytes lie. */
  readonly folder: string;
  /** Its own address, known once it listens. */
  origin(): string;
  /** How often each operation ran and what it cost. */
  readonly calls: Map<string, { count: number; cost: number }>;
  /** Jobs that were given out, with the time at which each is done. One of an earlier process is done. */
  readonly jobs: Map<string, number>;
  readonly providers: ProviderMemory;
  /** Aborted when the sandbox closes: nothing may be retried after that. */
  readonly closing: AbortSignal;
}
