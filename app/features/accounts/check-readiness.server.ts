import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";

/** A blob of no workspace, so that nothing of a merchant is touched. */
const PROBE_WORKSPACE = "00000000-0000-0000-0000-000000000000";

/** What a load balancer wants to know, each as `ok` or why not. */
export async function checkReadiness(context: Context): Promise<Record<"database" | "workers" | "blobs", string>> {
  const said = async (check: () => Promise<string>) => check().catch((error: unknown) => {
    context.log.warn({ error }, "a readiness check failed");
    return "does not answer";
  });
  return {
    database: await said(async () => { await withSystem(context.db, "readiness", (tx) => tx.query(`select count(*) from "WorkerBeat"`)); return "ok"; }),
    workers: await said(async () => {
      const [row] = await withSystem(context.db, "readiness", (tx) => tx.query<{ n: number }>(`select count(*)::int as n from "WorkerBeat" where "beatAt" > now() - interval '20 seconds'`));
      return row?.n ? "ok" : "no worker is alive";
    }),
    blobs: await said(async () => {
      await context.blobs.put(PROBE_WORKSPACE, "readiness", new Uint8Array([1]));
      await context.blobs.delete(PROBE_WORKSPACE, "readiness");
      return "ok";
    }),
  };
}
