import type { Faults } from "./faults.ts";
import type { State } from "./state.ts";

/** The one shop of the sandbox. */
export const SHOP = "piccaso-sandbox.myshopify.com";
export const STORE = "piccaso-sandbox";
export const SCOPES = "read_products,write_products,write_files";

/** What can be set while it runs, mostly by tests. Times in ms. */
export interface Settings {
  appUrl: string;
  mediaMs: number;
  tokenSeconds: number;
  retryMs: number;
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
  readonly calls: Map<string, { count: number; cost: number }>;
}
