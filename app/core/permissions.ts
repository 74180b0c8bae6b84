import { AppError } from "./errors.ts";

/** owner: everything. builder: makes skills. operator: runs and reviews. approver: decides and publishes too. */
export const ROLES = ["owner", "builder", "operator", "approver"] as const;
export type Role = (typeof ROLES)[number];

/** What a use case does, for the question whether a member may. */
export type Verb = "read" | "edit-skills" | "run" | "edit-assets" | "decide" | "publish" | "manage";

const MAY: Record<Role, readonly Verb[]> = {
  owner: ["read", "edit-skills", "run", "edit-assets", "decide", "publish", "manage"],
  builder: ["read", "edit-skills", "run", "edit-assets", "decide", "publish"],
  approver: ["read", "run", "edit-assets", "decide", "publish"],
  operator: ["read", "run", "edit-assets", "decide"],
};

const WHO: Record<Verb, string> = {
  "read": "members",
  "edit-skills": "builders and the owner",
  "run": "members",
  "edit-assets": "members",
  "decide": "members",
  "publish": "approvers, builders and the owner",
  "manage": "the owner",
};

/** Whether an actor may do something. Jobs act as the system, after a member was asked. */
export function can(actor: { readonly role: Role | "system"; readonly paused?: boolean }, verb: Verb): boolean {
  if (actor.paused && verb !== "read") return false;
  return actor.role === "system" || MAY[actor.role].includes(verb);
}

/** Throws `not_allowed` with who can do it instead, and `plan_paused` for a member that the plan has no room for. */
export function requireCan(actor: { readonly role: Role | "system"; readonly paused?: boolean }, verb: Verb): void {
  if (actor.paused && verb !== "read") throw new AppError("plan_paused", `a paused member may not ${verb}`, { say: "The plan has no room for you as a member, so you can look and export. Ask the owner to choose a larger plan under Settings, Plan." });
  if (!can(actor, verb)) throw new AppError("not_allowed", `${actor.role} may not ${verb}`, { say: `Only ${WHO[verb]} can do this. Ask the owner to change your role.` });
}

/** A role of the list, for values that come from a form or the database. */
export function isRole(value: string): value is Role {
  return ROLES.some((role) => role === value);
}
