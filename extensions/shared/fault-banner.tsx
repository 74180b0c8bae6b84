/** @jsxImportSource preact */
import type { Fault } from "./client.ts";
import { useWords } from "./words.tsx";

/** What went wrong, in the app's words where it said something. */
export function FaultBanner({ fault }: { readonly fault: Fault | null }) {
  const t = useWords();
  return fault ? <s-banner tone="critical">{fault.say ?? t("unreachable")}</s-banner> : null;
}
