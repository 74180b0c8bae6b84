import { useEffect, useState, type ReactNode } from "react";

/** The page's main landmark. Busy until the page answers to clicks: what the server rendered is there before. */
export function Main({ children }: { readonly children: ReactNode }) {
  const [busy, setBusy] = useState(true);
  useEffect(() => setBusy(false), []);
  return <main aria-busy={busy}>{children}</main>;
}
