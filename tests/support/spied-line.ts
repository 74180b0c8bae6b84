import { openLine, type LineOptions } from "#app/platform/http/provider-line.server.ts";
import type { ProviderLine } from "#app/core/provider.ts";

/** What an adapter asked its line for. */
export interface Asked {
  readonly address: string;
  readonly method: string;
  /** Whether the key stood in the address or in any header. */
  readonly withKey: boolean;
}

/** A line as the product opens it, and what was asked for over it. */
export interface SpiedLine extends ProviderLine {
  readonly asked: readonly Asked[];
}

/** Opens a line with a key in plain text. */
export function spiedLine({ key, ...options }: Omit<LineOptions, "key"> & { readonly key: string }): SpiedLine {
  const line = openLine({ ...options, key: { reveal: () => key } });
  const asked: Asked[] = [];
  return {
    ...line, asked,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      asked.push({ address: request.url, method: request.method, withKey: [request.url, ...request.headers.values()].some((text) => text.includes(key)) });
      return line.fetch(input, init);
    },
  };
}

/** Every form in which a key must never be read: whole, halved, in base64, url-encoded. */
export function formsOf(key: string): readonly string[] {
  const half = Math.ceil(key.length / 2);
  return [key, key.slice(0, half), key.slice(half), Buffer.from(key).toString("base64").replace(/=+$/, ""), Buffer.from(key).toString("base64url"), encodeURIComponent(key)];
}
