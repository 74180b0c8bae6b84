import { useEffect, useRef, useState } from "preact/hooks";
import type { Asked, Fault } from "./client.ts";

/** Asks once for each `of`, which names what is asked; null asks nothing. What is answered to an earlier one is not heard. */
export function useAsked<T>(of: string | null, question: () => Promise<Asked<T>>): { readonly value: T | null; readonly fault: Fault | null } {
  const [heard, setHeard] = useState<{ readonly of: string; readonly asked: Asked<T> } | null>(null);
  const newest = useRef(question);
  newest.current = question;
  useEffect(() => {
    if (of === null) return undefined;
    let left = false;
    void newest.current().then((asked) => { if (!left) setHeard({ of, asked }); });
    return () => { left = true; };
  }, [of]);
  const asked = heard?.of === of ? heard?.asked : undefined;
  return { value: asked?.ok ? asked.value : null, fault: asked?.ok === false ? asked.fault : null };
}
