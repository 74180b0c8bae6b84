import dns from "node:dns";
import type { LookupFunction } from "node:net";
import { AppError } from "#app/core/errors.ts";
import { addressAllowed } from "./address.server.ts";

/** Every address that a name has. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const resolveAll: Resolve = async (host) => (await dns.promises.lookup(host, { all: true })).map(({ address }) => address);

/** A lookup for a connection that answers only when every address is public (else address_refused), so that the address connected to was checked. */
export function checkedLookup(resolve: Resolve = resolveAll): LookupFunction {
  return (host, lookupOptions, callback) => {
    resolve(host).then((addresses) => {
      if (addresses.length === 0 || !addresses.every(addressAllowed)) {
        callback(new AppError("address_refused", "the name resolves to an address that is not public"), "", 0);
        return;
      }
      const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      if (lookupOptions.all) callback(null, found);
      else callback(null, found[0]?.address ?? "", found[0]?.family ?? 4);
    }, (error: unknown) => callback(error instanceof Error ? error : new Error("look-up failed"), "", 0));
  };
}
