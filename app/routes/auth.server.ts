import { redirect } from "@remix-run/node";
import type { WorkspaceContext } from "#app/core/context.ts";
import { enterWorkspace } from "#app/features/accounts/enter-workspace.server.ts";
import { doorkeeper } from "#app/features/billing/doorkeeper.server.ts";
import { answer } from "./answer.server.ts";
import { web } from "./process.server.ts";

/**
 * Who is asking, decided by the mount alone: below /app and /extensions a session token and nothing else, below /studio
 * a cookie and nothing else (its sign-in comes later). Throws the Response that leads to a sign-in, or says why somebody is not let in.
 */
export async function requireWorkspace(request: Request): Promise<WorkspaceContext> {
  return answer(() => admit(request));
}

/** The same for answers that are no page: who is not let in is an AppError. */
export async function admit(request: Request): Promise<WorkspaceContext> {
  const { pathname } = new URL(request.url);
  if (/^\/(app|extensions)(\/|$)/.test(pathname)) return enterWorkspace(web.context, await web.shopify.visitor(request), doorkeeper);
  throw redirect("/login");
}
