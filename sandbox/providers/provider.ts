import type { FaultRule } from "../faults.ts";
import type { Parts } from "../parts.ts";
import type { ProviderName, SandboxKey } from "./keys.ts";

/** A request whose key was accepted. */
export interface Call {
  readonly parts: Parts;
  readonly request: Request;
  readonly url: URL;
  readonly key: SandboxKey;
  readonly requestId: string;
  /** What goes wrong with this one. */
  readonly fault: FaultRule | undefined;
}

export interface Operation {
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly path: RegExp;
  /** How it is written in a list of what is known. */
  readonly says: string;
  readonly paid: boolean;
  run(call: Call, found: RegExpExecArray): Promise<Response>;
}

/** Errors in the shape of the provider. */
export interface Errors {
  noKey(): Response;
  badKey(key: string): Response;
  noQuota(): Response;
  rateLimited(seconds: number): Response;
  failed(status: 500 | 503): Response;
  invalid(message: string, status?: 400 | 404 | 413 | 422): Response;
}

export interface Provider {
  readonly name: ProviderName;
  /** The start of its paths. */
  readonly base: string;
  readonly errors: Errors;
  readonly operations: readonly Operation[];
  /** The header that carries the key. */
  readonly keyHeader: string;
  keyIn(request: Request): string | undefined;
  /** Which operation a request is, where its body or address decides. */
  nameOf?(operation: Operation, url: URL): string;
  /** Headers of each answer. */
  headers(call: { requestId: string; left: number; limit: number; resetMs: number }): Readonly<Record<string, string>>;
}

/** Ends a request with an answer of the provider's. */
export class Refused extends Error {
  constructor(readonly response: Response) {
    super(`refused with ${response.status}`);
  }
}
