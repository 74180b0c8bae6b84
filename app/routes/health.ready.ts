import { checkReadiness } from "#app/features/accounts/check-readiness.server.ts";
import { web } from "./process.server.ts";

/** The process can work: its database answers with the right tables, its blob store takes bytes, and a worker is alive. 503 names what is not. */
export async function loader() {
  const checks = await checkReadiness(web.context);
  const ready = Object.values(checks).every((check) => check === "ok");
  return Response.json({ ready, checks }, { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
