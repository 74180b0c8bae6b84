import { expect, test } from "vitest";
import { capShare } from "./cap.ts";

test.each([
  ["under a half", { spent: 2_499_999, cap: 5_000_000 }, 0], ["exactly a half", { spent: 2_500_000, cap: 5_000_000 }, 50],
  ["just under 80 %", { spent: 3_999_999, cap: 5_000_000 }, 50], ["exactly 80 %", { spent: 4_000_000, cap: 5_000_000 }, 80],
  ["room for one more call", { spent: 4_900_000, cap: 5_000_000, next: 100_000 }, 80], ["a micro-dollar too little for one more", { spent: 4_900_001, cap: 5_000_000, next: 100_000 }, 100],
  ["all of it", { spent: 5_000_000, cap: 5_000_000 }, 100], ["an overrun beyond it", { spent: 5_100_000, cap: 5_000_000 }, 100],
  ["a cap of nothing", { spent: 0, cap: 0 }, 100], ["no cap", { spent: 9_000_000_000_000, cap: null }, 0],
] as const)("%s is the share that is told", (_what, money, share) => {
  expect(capShare(money)).toBe(share);
});
