import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY_MS = 2_500;

/** Reads the page's data again while something is at work and the page is in sight. */
export function useRefresh(working: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!working || state !== "idle") return;
    const timer = setTimeout(() => { if (document.visibilityState === "visible") revalidate(); }, EVERY_MS);
    return () => clearTimeout(timer);
  }, [working, state, revalidate]);
}
