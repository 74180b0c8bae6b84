import { createContext, useContext, useEffect, useState, type ReactNode } from "react";

/** What every page knows of its workspace; set by the shell. */
export interface Surroundings {
  /** The server's time when the page was made, so that both renderings say the same. */
  readonly now: string;
  readonly singleKeys: boolean;
  readonly role: "owner" | "builder" | "operator" | "approver";
  readonly paused: boolean;
}

const SurroundingsContext = createContext<Surroundings | null>(null);
const ClockContext = createContext<{ readonly now: number; readonly local: boolean }>({ now: 0, local: false });
const TICK_MS = 20_000;

/** Gives the workspace's facts and a clock to the pages. */
export function SurroundingsProvider({ value, children }: { readonly value: Surroundings; readonly children: ReactNode }) {
  const [clock, setClock] = useState({ now: Date.parse(value.now), local: false });
  useEffect(() => {
    // Only after hydration: the server knows neither the merchant's time zone nor how long the page took.
    const offset = Date.parse(value.now) - Date.now();
    const skew = Math.abs(offset) > 60_000 ? offset : 0;
    const tick = () => setClock({ now: Date.now() + skew, local: true });
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [value.now]);
  return <SurroundingsContext.Provider value={value}><ClockContext.Provider value={clock}>{children}</ClockContext.Provider></SurroundingsContext.Provider>;
}

/** The workspace's facts. */
export function useSurroundings(): Surroundings {
  const value = useContext(SurroundingsContext);
  if (!value) throw new Error("no shell above this page");
  return value;
}

/** Now, moving in steps of twenty seconds, and whether times may be told in the merchant's zone yet. */
export function useClock(): { readonly now: number; readonly local: boolean } {
  return useContext(ClockContext);
}
