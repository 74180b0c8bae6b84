import { useEffect, useRef, useState } from "preact/hooks";
import type { Asked, Fault } from "./client.ts";

const EVERY_MS = 1500;

/** What was read last, and why the newest reading failed, where it did. */
export interface Polled<T> {
  readonly value: T | null;
  readonly fault: Fault | null;
  /** Reads at once. */
  readonly refresh: () => void;
}

/** Reads again and again until it is over; goes on after a failure, and shows what was read before. */
export function usePolled<T>(read: () => Promise<Asked<T>>, isOver: (value: T) => boolean): Polled<T> {
  const [seen, setSeen] = useState<{ value: T | null; fault: Fault | null }>({ value: null, fault: null });
  const [round, setRound] = useState(0);
  const newest = useRef({ read, isOver });
  newest.current = { read, isOver };
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const asked = await newest.current.read();
      if (left) return;
      setSeen((before) => (asked.ok ? { value: asked.value, fault: null } : { ...before, fault: asked.fault }));
      if (!asked.ok || !newest.current.isOver(asked.value)) timer = setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [round]);
  return { ...seen, refresh: () => setRound((before) => before + 1) };
}
