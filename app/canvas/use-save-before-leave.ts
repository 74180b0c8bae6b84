import { useBlocker } from "@remix-run/react";
import { useEffect } from "react";
import { useHost } from "#app/ui/host.tsx";
import { useUnloadGuard } from "#app/ui/use-leave-guard.ts";

/** Whoever leaves while a change waits takes it along: it is saved first, and only where that fails somebody is asked. */
export function useSaveBeforeLeave(dirty: boolean, flush: () => Promise<boolean>): void {
  const host = useHost();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void flush().then((saved) => saved || host.mayLeave()).then((may) => (may ? blocker.proceed() : blocker.reset()));
    // The blocker is a new object at every state; the host and the saving do not change what they do.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [blocker.state]);
  useUnloadGuard(dirty);
}
