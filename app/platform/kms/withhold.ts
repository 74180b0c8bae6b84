import { inspect } from "node:util";
import { AppError } from "#app/core/errors.ts";

/**
 * An error that came out of a provider call, unless a key stands anywhere in it (providers quote the key
 * that they refuse): then one of the same code without the words. The last net, not the first.
 */
export function withoutKey(thrown: unknown, key: string): unknown {
  const everything = inspect(thrown, { depth: 10, showHidden: true, maxStringLength: null, maxArrayLength: null });
  if (!everything.includes(key) && !String(thrown).includes(key)) return thrown;
  const withheld = "an error held the key of a provider, and its text is withheld";
  if (!(thrown instanceof AppError)) return new AppError("internal", withheld);
  return new AppError(thrown.code, withheld, thrown.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs });
}
