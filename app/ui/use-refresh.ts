import { useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

const EVERY_MS = 2_500;

/**
 * Reads the page's data again while something is at work and the page is in sight. A steady beat and not a
 * timer that each answer starts anew: on a busy machine React may show "loading" and "idle" in one render,
 * and nothing would start the next one; nor would anything after a beat that found the page out of sight.
 */
export function useRefresh(working: boolean): void {
  const { revalidate, state } = useRevalidator();
  const { state: going } = useNavigation();
  // While another page is being loaded a beat would cut that off and begin it again.
  const idle = useRef(true);
  useEffect(() => { idle.current = state === "idle" && going === "idle"; }, [state, going]);
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(() => { if (idle.current && document.visibilityState === "visible") revalidate(); }, EVERY_MS);
    return () => clearInterval(timer);
  }, [working, revalidate]);
}
