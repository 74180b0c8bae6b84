import { useFetcher, type FetcherWithComponents } from "@remix-run/react";
import { useEffect, useRef } from "react";

/** What an action answers: the result, or what happened and which field it is about. */
export type Outcome<T> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: { readonly code: string; readonly say: string; readonly field: string | null } };

/** The error of the last answer, gone while the next is on its way. */
export function errorOf(fetcher: { readonly state: string; readonly data?: Outcome<unknown> | undefined }): { readonly say: string; readonly field: string | null } | null {
  return fetcher.state === "idle" && fetcher.data && !fetcher.data.ok ? fetcher.data.error : null;
}

/** Calls back once for each answer that arrives. */
export function useAnswered<T>(data: Outcome<T> | undefined, done: (result: T) => void): void {
  const told = useRef<Outcome<T> | undefined>(undefined);
  const callback = useRef(done);
  callback.current = done;
  useEffect(() => {
    if (!data || data === told.current) return;
    told.current = data;
    if (data.ok) callback.current(data.result);
  }, [data]);
}

/** A value that a page may send: JSON and nothing else. */
export type Sendable = Parameters<FetcherWithComponents<unknown>["submit"]>[0];

/** Sends JSON to the page's own action. */
export function useSend<A>(): { readonly fetcher: ReturnType<typeof useFetcher<A>>; readonly send: (body: Sendable) => void; readonly busy: boolean } {
  const fetcher = useFetcher<A>();
  return { fetcher, send: (body) => fetcher.submit(body, { method: "post", encType: "application/json" }), busy: fetcher.state !== "idle" };
}
