import { useEffect, useState } from "react";
import { duration } from "#app/ui/format.ts";

/** Seconds since a step began; they alone are drawn again as time goes by. */
export function Seconds({ since }: { readonly since: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, []);
  return <>{duration(Math.max(0, Math.round((now - Date.parse(since)) / 100) * 100))}</>;
}
