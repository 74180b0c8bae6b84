/** What a document has seen of itself. Milliseconds since its navigation. */
export interface Seen {
  /** The largest paint before the first input, which ends it. */
  lcp: { at: number; where: string };
  /** Unexpected shifts, in order. */
  shifts: { at: number; value: number; where: string }[];
  /** The longest event of each interaction, by its id. */
  interactions: Record<string, { ms: number; name: string }>;
}

declare global {
  var seenVitals: Seen | undefined;
}

const EXPECTED_MS = 500;

// Runs in the measured page before anything else. The newer entry types are not in the compiler's library yet, so each is looked at.
const seen: Seen = { lcp: { at: 0, where: "" }, shifts: [], interactions: {} };
globalThis.seenVitals = seen;
each({ type: "largest-contentful-paint" }, (entry) => { seen.lcp = { at: entry.startTime, where: "element" in entry ? named(entry.element) : "" }; });
// A shift soon after an input is expected. The browser's own mark of that knows the inputs of a process's outermost frame only, and the admin's frame shares its page's process here.
const inputs: number[] = [];
for (const name of ["pointerdown", "pointerup", "keydown", "click"]) addEventListener(name, ({ timeStamp }) => inputs.push(timeStamp), true);
each({ type: "layout-shift" }, shift);
each({ type: "event", durationThreshold: 16 }, interaction);
each({ type: "first-input" }, interaction);

function each(options: PerformanceObserverInit & { durationThreshold?: number }, take: (entry: PerformanceEntry) => void): void {
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ ...options, buffered: true });
}

function shift(entry: PerformanceEntry): void {
  const expected = inputs.some((input) => entry.startTime >= input && entry.startTime - input < EXPECTED_MS);
  if (expected || !("value" in entry) || typeof entry.value !== "number") return;
  const sources: unknown[] = "sources" in entry && Array.isArray(entry.sources) ? entry.sources : [];
  seen.shifts.push({ at: entry.startTime, value: entry.value, where: sources.map((source) => (typeof source === "object" && source !== null && "node" in source ? named(source.node) : "")).join(" ") });
}

function interaction(entry: PerformanceEntry): void {
  if (!("interactionId" in entry) || typeof entry.interactionId !== "number" || entry.interactionId === 0) return;
  const key = String(entry.interactionId);
  if (entry.duration > (seen.interactions[key]?.ms ?? 0)) seen.interactions[key] = { ms: entry.duration, name: `${entry.name}${"target" in entry ? ` ${named(entry.target)}` : ""}` };
}

function named(node: unknown): string {
  return node instanceof Element ? `${node.tagName.toLowerCase()}${node.classList.length > 0 ? `.${node.classList.item(0)}` : ""}` : "";
}
