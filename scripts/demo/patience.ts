/** Without any progress for this long, something hangs. */
const STALL_MS = 180_000;

/** Returns a function that is told what there is now, and throws once that has not changed for three minutes. */
export function patience(what: string): (now: unknown) => void {
  let last = "";
  let since = Date.now();
  return (now) => {
    const text = JSON.stringify(now);
    if (text !== last) {
      last = text;
      since = Date.now();
    } else if (Date.now() - since > STALL_MS) {
      throw new Error(`${what} made no progress for ${STALL_MS / 60_000} minutes. It stands at ${text}.`);
    }
  };
}
