import type { RouteConfigEntry } from "@remix-run/route-config";
import routes from "../../../app/routes.ts";

/** An address of the app. */
export interface Address {
  readonly path: string;
  /** Needs a session token. */
  readonly inside: boolean;
  /** A page that a person sees, not a stream, a file or a check. */
  readonly page: boolean;
}

/** Every address of app/routes.ts, with what is given for its parameters. Throws where one is not given, so that no new route is left out. */
export function everyAddress(parameters: Readonly<Record<string, string>>): Address[] {
  const below = (entries: readonly RouteConfigEntry[], start: string): Address[] => entries.flatMap((entry) => {
    const own = entry.path?.split("/").map((part) => filled(part, parameters)).join("/");
    const path = own === undefined ? start : `${start}/${own}`;
    const address = { path: path || "/", inside: path === "/app" || path.startsWith("/app/"), page: entry.file.endsWith(".tsx") };
    return entry.children ? below(entry.children, path) : [address];
  });
  return below(routes, "");
}

function filled(part: string, parameters: Readonly<Record<string, string>>): string {
  if (part !== "*" && !part.startsWith(":")) return part;
  const value = parameters[part.replace(":", "")];
  if (value === undefined) throw new Error(`the drill knows nothing to put for ${part}`);
  return value;
}
