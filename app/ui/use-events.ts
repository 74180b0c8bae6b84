import { createParser } from "eventsource-parser";
import { useEffect, useRef, useState } from "react";
import { useHost } from "./host.tsx";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Whether events arrive, and since when they do not. */
export type Line = { readonly state: "live" } | { readonly state: "interrupted"; readonly since: string; readonly retryMs: number } | { readonly state: "finished" };

/**
 * EventSource over fetch: the admin's fetch adds a fresh token at each connection, the studio sends its
 * cookie. Comes back with Last-Event-ID; 204 says that there is nothing more to come. `url` null is off.
 */
export function useEvents(url: string | null, onEvent: (data: string) => void): Line {
  const { fetch } = useHost();
  const heard = useRef(onEvent);
  heard.current = onEvent;
  const send = useRef(fetch);
  send.current = fetch;
  const [line, setLine] = useState<Line>({ state: "live" });
  useEffect(() => {
    if (!url) return;
    const stop = new AbortController();
    setLine((line) => (line.state === "live" ? line : { state: "live" }));
    void listen(url, stop.signal, send.current, (data) => heard.current(data), setLine);
    return () => stop.abort();
  }, [url]);
  return line;
}

async function listen(url: string, signal: AbortSignal, send: (input: string, init?: RequestInit) => Promise<Response>, heard: (data: string) => void, tell: (line: Line) => void): Promise<void> {
  let last = "";
  let pause = FIRST_WAIT_MS;
  let lost: string | null = null;
  while (!signal.aborted) {
    try {
      const response = await send(url, { signal, headers: { accept: "text/event-stream", ...(last ? { "last-event-id": last } : {}) } });
      if (response.status === 204) return tell({ state: "finished" });
      if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
      const parser = createParser({
        onEvent: ({ id, data }) => {
          if (id) last = id;
          pause = FIRST_WAIT_MS;
          if (lost) { lost = null; tell({ state: "live" }); }
          heard(data);
        },
        onRetry: (ms) => { pause = ms; },
      });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parser.feed(value);
      }
    } catch {
      if (signal.aborted) return;
      lost ??= new Date().toISOString();
      pause = Math.min(pause * 2, LONGEST_WAIT_MS);
      tell({ state: "interrupted", since: lost, retryMs: pause });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
