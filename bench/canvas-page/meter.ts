/** What the measured page counts about itself. Milliseconds. */
export interface Meter {
  /** Frames since the page began. */
  frames: number;
  /** Tasks longer than 50 ms. */
  longTasks: number[];
  /** Keys and what they wrote, from the press to the next frame. */
  events: number[];
  /** From navigation until the frame after the graph was seen. */
  readonly drawn: Promise<number>;
}

declare global {
  var meter: Meter;
}

const KEYS = new Set(["keydown", "input", "keyup"]);

/** Begins to count. */
export function startMeter(): void {
  globalThis.meter = { frames: 0, longTasks: [], events: [], drawn: new Promise(whenDrawn) };
  const count = () => { meter.frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  new PerformanceObserver((list) => meter.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask", buffered: true });
  const events = { type: "event", buffered: true, durationThreshold: 16 }; // the least that a browser tells
  new PerformanceObserver((list) => meter.events.push(...list.getEntries().filter(({ name }) => KEYS.has(name)).map(({ duration }) => duration))).observe(events);
}

/** Both canvases hide their nodes until these are measured, and draw the wires after that. */
function whenDrawn(resolve: (ms: number) => void): void {
  const node = document.querySelector(".react-flow__node");
  const drawn = node && getComputedStyle(node).visibility === "visible" && document.querySelector(".react-flow__edge-path");
  requestAnimationFrame(() => (drawn ? resolve(performance.now()) : whenDrawn(resolve)));
}
