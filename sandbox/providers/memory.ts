/** A key that was sent where it does not belong. */
export interface Leak {
  readonly at: string;
  readonly path: string;
  /** The header that it was in; `address` or `body` where it was in those. */
  readonly header: string;
  readonly keyLast4: string;
}

/** What the providers' stand-ins keep while they run. */
export interface ProviderMemory {
  /** When each key made its paid requests of the last minute, in ms since 1970. */
  readonly traffic: Map<string, number[]>;
  /** Pictures of tasks that are being drawn. */
  readonly drawing: Map<string, Promise<void>>;
  readonly leaks: Leak[];
}

export function createProviderMemory(): ProviderMemory {
  return { traffic: new Map(), drawing: new Map(), leaks: [] };
}
