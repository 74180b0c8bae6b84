import { expect, test } from "vitest";
import { runBadge } from "./run-card.tsx";

const NONE = { queued: 0, running: 0, waiting: 0, done: 0, failed: 0, uncertain: 0, cancelled: 0, expired: 0 };
const said = (counts: Partial<typeof NONE>, asking = 0) => runBadge({ state: "running", counts: { ...NONE, ...counts }, itemCount: 3, asking }).children;

test("a run of which all that is left waits says for what, a person first", () => {
  expect(said({ waiting: 3 }, 3)).toBe("Waits for a decision");
  expect(said({ waiting: 2, done: 1 }, 1)).toBe("Waits for a decision");
  expect(said({ waiting: 3 })).toBe("Waiting");
  expect(said({ waiting: 2, queued: 1 }, 2)).toBe("Queued");
  expect(said({ waiting: 2, running: 1 }, 2)).toBe("Running");
  expect(said({ queued: 3 })).toBe("Queued");
  expect(said({ queued: 2, done: 1 })).toBe("Running");
});
