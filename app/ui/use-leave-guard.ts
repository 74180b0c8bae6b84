import { useBlocker } from "@remix-run/react";
import { useEffect } from "react";
import { useHost } from "./host.tsx";

/** Asks before unsaved changes are left behind, inside the app and at the edge of the browser. */
export function useLeaveGuard(dirty: boolean): void {
  const host = useHost();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void host.mayLeave().then((may) => (may ? blocker.proceed() : blocker.reset()));
    // The blocker is a new object at every state; the host does not change what it asks.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [blocker.state]);
  useUnloadGuard(dirty);
}

/** The browser asks before a page with unsaved changes is closed. */
export function useUnloadGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty]);
}
