import { z } from "zod";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { actAsSystem } from "../../app/features/accounts/act-as-system.server.ts";
import { createAutomation } from "../../app/features/automations/create-automation.server.ts";
import { fireTriggers } from "../../app/features/automations/fire-triggers.server.ts";
import { listAutomations } from "../../app/features/automations/list-automations.server.ts";
import { NewAutomation, type AutomationView } from "../../app/features/automations/views.ts";
import { hearOfCatalog } from "../../app/features/catalog/hear-of-catalog.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { catalogOf } from "./catalog-world.ts";
import { createWorld, SHOP, type World } from "./world.ts";

const Created = z.object({ product: z.object({ id: z.string() }) });
/** Longer than news are gathered, ms. */
const GATHERED = 16_000;
const CAPS = { capMicros: null, monthCapMicros: null };

/** A trigger for every product, but for its name and event. */
export const TRIGGER = { kind: "trigger", unit: "product", filter: null, ...CAPS };

/** A schedule for every day at nine in Berlin over three products. */
export const daily = (name: string, more: object = {}) => ({ kind: "schedule", name, unit: "product", ...CAPS, selection: { kind: "vendor", vendor: "Fjell" }, cadence: { every: "day", time: "09:00", zone: "Europe/Berlin" }, catchUp: "once", ...more });

/** A run as tests of automations look at it. */
export interface MadeRun {
  readonly id: string;
  readonly cause: string | null;
  readonly itemCount: number;
}

/** A world whose catalog was read, with a free skill, and the hands for what starts by itself. */
export interface AutomationWorld {
  readonly world: World;
  /** As jobs see the workspace. */
  readonly system: WorkspaceContext;
  readonly skillId: string;
  make(order: object): Promise<{ id: string }>;
  /** The shop tells of a product, and the mirror reads it. */
  hear(gid: string, topic?: string): Promise<void>;
  /** A merchant creates a product, and the shop tells of it. */
  create(title: string, more?: object): Promise<string>;
  runsOf(id: string): Promise<MadeRun[]>;
  stateOf(id: string): Promise<AutomationView | undefined>;
  /** News are gathered, and what is due is started. */
  settle(): Promise<void>;
  /** The time passes until a schedule is due. */
  passTo(id: string): Promise<void>;
}

/** Opens it. */
export async function createAutomationWorld(): Promise<AutomationWorld> {
  const world = await createWorld({ shelf: "sandbox" });
  const catalog = catalogOf(world);
  const system = await actAsSystem(world.context, world.at.workspaceId);
  const { skillId } = await createSkill(world.at, { templateId: "white-square" });
  await catalog.until("whole");
  const hear = async (gid: string, topic = "products/update") => {
    await hearOfCatalog(world.context, { topic, shop: SHOP, body: { id: Number(gid.split("/").at(-1)) } });
    await catalog.tend();
  };
  const stateOf = async (id: string) => (await listAutomations(world.at, { skillId: null })).find((one) => one.id === id);
  return {
    world, system, skillId, hear, stateOf,
    make: (order) => createAutomation(world.at, NewAutomation.parse({ skillId, ...order })),
    create: async (title, more = {}) => {
      const { id } = Created.parse(await world.control("products", { title, ...more })).product;
      await hear(id, "products/create");
      return id;
    },
    runsOf: (id) => world.database.look<MadeRun & Record<string, unknown>>(`select "id"::text, "cause", "itemCount" from "Run" where "automationId" = $1 order by "number"`, [id]),
    settle: async () => {
      world.pass(GATHERED);
      await fireTriggers(system);
    },
    passTo: async (id) => { world.pass(new Date((await stateOf(id))?.nextAt ?? 0).getTime() - world.now().getTime() + 1_000); },
  };
}
