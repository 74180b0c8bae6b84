import type { WorkspaceContext } from "#app/core/context.ts";
import { cancelRun } from "./cancel-run.server.ts";
import { getTest } from "./get-test.server.ts";
import type { TestView } from "./test-views.ts";

/** Ends a live test now and says how it stands: calls that were sent already may still be charged, and hold their maximum until then. Throws not_found. */
export async function stopTest(at: WorkspaceContext, { runId }: { readonly runId: string }): Promise<TestView> {
  await getTest(at, { runId });
  await cancelRun(at, { runId });
  return getTest(at, { runId });
}
