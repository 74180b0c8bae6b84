import fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS, noRoom, PLANS, planOf } from "./plans.ts";

test("every plan gives more of everything than the one before, and is found by its handle and its name", () => {
  for (const [place, plan] of PLANS.entries()) {
    expect(planOf(plan.handle)).toBe(plan);
    expect(planOf(plan.name)).toBe(plan);
    for (const limit of LIMITS) expect(plan.most[limit]).toBeGreaterThan(PLANS[place - 1]?.most[limit] ?? 0);
  }
  expect(planOf("somebody's")).toBeUndefined();
});

test("a refusal names the limit, the plan and the ways out", () => {
  fc.assert(fc.property(fc.constantFrom(...PLANS), fc.constantFrom(...LIMITS), fc.nat(1_000), (plan, limit, left) => {
    const { say, code } = noRoom(plan, limit, left);
    expect(code).toBe(`plan_${limit}`);
    expect(say).toContain(`The plan ${plan.name} has `);
    expect(say.includes("Settings, Plan")).toBe(plan.handle !== "scale");
  }));
  expect(noRoom(PLANS[0] ?? expect.fail(), "items", 12).say).toBe("The plan Free has 100 products a month. 12 of them are left. Run fewer products, wait for next month, or choose Growth under Settings, Plan.");
});
