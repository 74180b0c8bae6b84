import type { Doorkeeper } from "../accounts/doorkeeper.ts";
import { refreshPlan } from "./refresh-plan.server.ts";
import { refitPlan } from "./refit-plan.server.ts";
import { requireRoom } from "./require-room.server.ts";

/** What the plan says when somebody comes in: whether there is room, and which plan a shop has that was just connected. */
export const doorkeeper: Doorkeeper = {
  requireRoom: (tx, at) => requireRoom(tx, at, "members", 1),
  left: refitPlan,
  // Nobody is kept waiting outside because Shopify does not answer: the sweep asks again.
  connected: (context, workspaceId) => refreshPlan(context, workspaceId).catch((error: unknown) => context.log.warn({ error, workspaceId }, "the plan could not be asked for yet")),
};
