import type { AnyNode } from "./node.ts";
import type { ModelCatalog } from "./model.ts";
import type { Provider, ProviderLine } from "./provider.ts";
import type { Role } from "./permissions.ts";
import type { Blobs } from "./ports/blobs.ts";
import type { Blind } from "./privacy/person.ts";
import type { ImageDesk } from "./ports/image-desk.ts";
import type { ShopBilling } from "./ports/shop-billing.ts";
import type { ShopGateway } from "./ports/shop-gateway.ts";
import type { Vault } from "./ports/vault.ts";

/** The database, opaque: only platform/db can open it, so every query goes through its wrappers. */
export interface DatabaseHandle {
  readonly kind: "database";
}

/** Time and chance, injected so that tests decide both. */
export interface Clock {
  now(): Date;
}

/** Structured log: ids and codes, never content. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** Puts a wake-up into the queue within the caller's transaction. `tx` is the transaction of platform/db. */
export interface Queue {
  send(tx: object, job: string, payloads: readonly object[]): Promise<void>;
  /** Deletes every job that names the workspace, whatever its state. Returns how many there were. */
  forget(workspaceId: string): Promise<number>;
}

/** Signs addresses of images so that a page can show them without a token (expiry in the address). */
export interface ImageSigner {
  /** `width` in pixels asks for a thumbnail of that width; null for the bytes as kept. */
  url(workspaceId: string, hash: string, width: number | null, download?: string): string;
}

/** What is woken: screens (a run's id), the dispatcher, who waits for a slot of a key (its id), who works a queue (its name), and who holds something of a workspace that was erased. */
export type WakeChannel = "progress" | "dispatch" | "slot" | "jobs" | "erased";

/** Wake-ups between processes. The payload is an id; undefined means that some may have been missed. */
export interface Wakes {
  on(channel: WakeChannel, heard: (payload: string | undefined) => void): () => void;
}

/** The providers of this release. */
export interface ProviderShelf {
  get(id: string): Provider | undefined;
  all(): readonly Provider[];
}

/** Opens the bounded line over which an adapter talks to its provider: workers only. */
export interface ProviderLines {
  open(provider: Provider, key: string, signal: AbortSignal): ProviderLine;
}

/** Everything that a use case may reach, filled by the composition root. */
export interface Context {
  readonly db: DatabaseHandle;
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: Queue;
  readonly blobs: Blobs;
  readonly images: ImageDesk;
  readonly shops: ShopGateway;
  readonly billing: ShopBilling;
  readonly signer: ImageSigner;
  readonly blind: Blind;
  readonly wakes: Wakes;
  /** This process's half of the vault: web seals merchants' API keys, a worker opens them. */
  readonly vault: Vault;
  /** 0 to 1: so that those who wait do not all come back at once. */
  readonly chance: () => number;
  readonly models: ModelCatalog;
  readonly providers: ProviderShelf;
  readonly lines: ProviderLines;
  readonly nodes: { get(type: string): AnyNode | undefined; all(): readonly AnyNode[] };
}

/** Who acts: a member of a workspace, or the system in a job. */
export interface Actor {
  readonly memberId: string | null;
  readonly role: Role | "system";
  /** Set while the plan has no room for this member: then they may read and nothing else. */
  readonly paused?: boolean;
}

/** A context that is bound to one workspace. Every use case takes it first. */
export interface WorkspaceContext extends Context {
  readonly workspaceId: string;
  /** The shop's myshopify domain, or null for a workspace without a shop. */
  readonly shopDomain: string | null;
  readonly actor: Actor;
}
