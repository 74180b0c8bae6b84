import type { Model, ModelSize, Quality } from "./model.ts";
import type { Micros } from "./money.ts";
import type { Usage } from "./price.ts";

/** A provider key while it is in use: only an adapter calls `reveal`, and only to put it into a header. */
export interface KeyInUse {
  reveal(): string;
}

/** An image that is sent along. Sizes in pixels. */
export interface SentImage {
  readonly bytes: Uint8Array;
  readonly mime: "image/png" | "image/jpeg" | "image/webp";
  readonly width: number;
  readonly height: number;
}

/** One image to be made. `mask` marks what may change: transparent pixels, in the size of the first reference. */
export interface ImageRequest {
  readonly kind: "image";
  readonly prompt: string;
  readonly size: ModelSize;
  readonly quality: Quality | null;
  readonly references: readonly SentImage[];
  readonly mask: SentImage | null;
  readonly seed: number | null;
}

/** A text to be written. With `schema` (JSON Schema of an object) the answer is JSON that fits it. */
export interface TextRequest {
  readonly kind: "text";
  readonly instructions: string;
  readonly prompt: string;
  readonly images: readonly SentImage[];
  readonly schema: Readonly<Record<string, unknown>> | null;
  readonly maxTokens: number;
}
export type ProviderRequest = ImageRequest | TextRequest;

/** What a provider holds for a call that is not done yet: opaque, JSON, kept in the journal. */
export type Ticket = Readonly<Record<string, string | number>>;

/** What was made. Bytes are as they came: nobody has decoded them yet. */
export interface Made {
  readonly images: readonly Uint8Array[];
  /** For text requests: the answer. */
  readonly text: string | null;
  /** What was asked for and could not be given, in words for the merchant ("Seed is ignored by this model"). */
  readonly warnings: readonly string[];
  readonly usage: Usage | null;
  /** What the provider says that it charged; null where only usage or nothing is told. */
  readonly costMicros: Micros | null;
}

/** Every way in which a call can end or go on: a closed list, so that money and screens know all of them. */
export type Outcome =
  | { readonly state: "done"; readonly made: Made }
  | { readonly state: "pending"; readonly ticket: Ticket; readonly pollAfterMs: number; readonly costMicros: Micros | null }
  /** Refused for what was asked or made. `rule` is the provider's own word for why; usage and cost where it was charged and says so. */
  | { readonly state: "moderated"; readonly rule: string; readonly charged: boolean; readonly usage?: Usage | null; readonly costMicros?: Micros | null }
  | { readonly state: "invalid-request"; readonly why: string }
  | { readonly state: "bad-key" }
  /** The key works, but may not use this model (organisation not verified, no access). */
  | { readonly state: "not-permitted"; readonly why: string }
  | { readonly state: "no-quota"; readonly untilMs: number | null }
  /** Not charged; may be sent again after `untilMs` (epoch, ms). */
  | { readonly state: "rate-limited"; readonly untilMs: number }
  /** Not charged: refused before work began, or the line was never open. */
  | { readonly state: "overloaded"; readonly why: string }
  /** Sent, and no answer came: it may have been charged. */
  | { readonly state: "unknown"; readonly why: string }
  /** Answered and charged, with something that cannot be used. */
  | { readonly state: "corrupt"; readonly why: string; readonly usage: Usage | null; readonly costMicros: Micros | null };

/** What verifying a key found out, with a call that costs nothing. */
export type KeyVerdict =
  | { readonly state: "works"; readonly note: string | null }
  | { readonly state: "bad-key" }
  | { readonly state: "no-quota" }
  | { readonly state: "unverified"; readonly why: string }
  | { readonly state: "unreachable"; readonly why: string };

/** What an adapter may use for one exchange. Every byte goes through `fetch`: bounded in size and time, to allowed hosts only, no redirect followed. It throws LineError. */
export interface ProviderLine {
  readonly key: KeyInUse;
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** A call: the line, the model, and an id of ours that is sent where a provider takes one. */
export interface ProviderCall extends ProviderLine {
  readonly model: Model;
  readonly callId: string;
}

/** One provider: one file in providers/. Adapters never retry and never throw for what a provider does: every way is an Outcome. */
export interface Provider {
  readonly id: string;
  readonly title: string;
  /** Where it is reached in production, https. */
  readonly baseUrl: string;
  /** Hosts besides that of `baseUrl` from which results are fetched (without the key), as names or `*.name`. */
  readonly resultHosts: readonly string[];
  /** Hosts besides that of `baseUrl` to which the key may go, in the same form: regional ones of a provider that names them in its answers. */
  readonly keyHosts?: readonly string[];
  /** What a key of it looks like, to catch a wrong paste before anything is sent. */
  readonly keyPattern: RegExp;
  /** Where a merchant makes a key, and in words what it must be allowed to do. */
  readonly keyHelp: { readonly url: string; readonly say: string };
  /** Where a merchant sees what was charged: the way to decide about a call without an answer. */
  readonly usageUrl: string;
  verify(line: ProviderLine): Promise<KeyVerdict>;
  submit(request: ProviderRequest, call: ProviderCall): Promise<Outcome>;
  /** Providers that give tickets; the others answer `submit` at once. */
  poll?(ticket: Ticket, call: ProviderCall): Promise<Outcome>;
}
