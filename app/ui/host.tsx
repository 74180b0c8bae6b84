import { createContext, useContext } from "react";

/** What a page asks of whatever surrounds it: the Shopify admin or the studio. */
export interface Host {
  /** Confirms what was done. Never the place for an error. */
  readonly toast: (message: string, action?: { readonly label: string; readonly onAction: () => void }) => void;
  readonly confirm: (question: { readonly title: string; readonly text: string; readonly action: string; readonly tone?: "critical" }) => Promise<boolean>;
  /** Asks whether unsaved changes may be lost. */
  readonly mayLeave: () => Promise<boolean>;
  /** Ids of the chosen products, or null when nothing was chosen or the surface has no picker. */
  readonly pickProducts: (chosen: { readonly selectedIds: readonly string[] }) => Promise<readonly string[] | null>;
  readonly hasPicker: boolean;
  /** A path below the mount, for example "runs/ID". */
  readonly navigate: (path: string) => void;
  /** With the sign-in of this surface. */
  readonly fetch: (input: string, init?: RequestInit) => Promise<Response>;
}

const HostContext = createContext<Host | null>(null);

/** Set by each skin. */
export const HostProvider = HostContext.Provider;

/** The surroundings of this page. */
export function useHost(): Host {
  const host = useContext(HostContext);
  if (!host) throw new Error("no host above this page");
  return host;
}
