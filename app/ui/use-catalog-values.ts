import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Outcome } from "./use-act.ts";

/** A word that is typed is asked about once, ms. */
const PAUSE_MS = 250;

/** A value that products have, and how many. */
export interface CatalogValue {
  readonly value: string;
  readonly products: number;
}

type Answer = { readonly did: "values"; readonly values: readonly CatalogValue[] } | { readonly did: "other" };

/** The vendors, types or tags of the shop's products that hold what was typed, from the page's own action. Those of before stay until the next are there. */
export function useCatalogValues(field: "vendor" | "type" | "tag", typed: string): readonly CatalogValue[] {
  const { submit, data } = useFetcher<Outcome<Answer>>();
  const send = useRef(submit);
  send.current = submit;
  useEffect(() => {
    const timer = setTimeout(() => send.current({ do: "values", field, typed }, { method: "post", encType: "application/json" }), typed === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [field, typed]);
  return data?.ok && data.result.did === "values" ? data.result.values : [];
}
