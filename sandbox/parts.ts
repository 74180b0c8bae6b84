import type { Faults } from "./faults.ts";
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
}

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
  /** Aborted when the sandbox closes: nothing may be retried after that. */
  readonly closing: AbortSignal;
}
