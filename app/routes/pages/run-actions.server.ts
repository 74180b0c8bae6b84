import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { decideUncertain } from "#app/features/calls/decide-uncertain.server.ts";
import { setRunCap } from "#app/features/calls/set-run-cap.server.ts";
import { CapMicros } from "#app/features/keys/set-caps.server.ts";
import { cancelRun } from "#app/features/runs/cancel-run.server.ts";
import { ApprovalDecision, decideApprovals } from "#app/features/runs/decide-approvals.server.ts";
import { pauseRun } from "#app/features/runs/pause-run.server.ts";
import { resumeRun } from "#app/features/runs/resume-run.server.ts";
import { retryItems } from "#app/features/runs/retry-items.server.ts";

/** What a run's page can ask for. */
export const RunRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("pause") }), z.object({ do: z.literal("resume") }), z.object({ do: z.literal("cancel") }),
  z.object({ do: z.literal("cap"), capMicros: CapMicros }),
  z.object({ do: z.literal("retry"), itemIds: z.array(z.uuid()).max(500).nullable() }),
  z.object({ do: z.literal("approve"), ids: z.array(z.uuid()).min(1).max(500).nullable(), decision: z.enum(["approve", "reject"]), text: z.string().max(5_000).nullable() }),
  z.object({ do: z.literal("decide"), itemIds: z.array(z.uuid()).min(1).max(500).nullable(), decision: z.enum(["buy-again", "give-up"]) }),
]);

/** Does it and says what was done. */
export async function doRun(at: WorkspaceContext, runId: string, request: z.output<typeof RunRequest>) {
  switch (request.do) {
    case "pause": await pauseRun(at, { runId }); return { did: "paused" as const };
    case "resume": await resumeRun(at, { runId }); return { did: "resumed" as const };
    case "cancel": await cancelRun(at, { runId }); return { did: "cancelled" as const };
    case "cap": await setRunCap(at, { runId, capMicros: request.capMicros }); return { did: "capped" as const };
    case "approve": return { did: "answered" as const, decision: request.decision, ...(await decideApprovals(at, ApprovalDecision.parse({ ...request, runId }))) };
    case "decide": return { did: "decided" as const, ...(await decideUncertain(at, { runId, itemIds: request.itemIds, decision: request.decision })) };
    case "retry": return { did: "retried" as const, ...(await retryItems(at, { runId, itemIds: request.itemIds })) };
  }
}
