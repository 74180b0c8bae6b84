import type { Call } from "../provider.ts";
import { FOREIGN, PRIVATE } from "./submit.ts";
import { statusOf } from "./tasks.ts";

/** GET /v1/get_result?id=: how far a task is. Only the key that started it may ask. */
export async function poll({ parts, key, url, fault }: Call): Promise<Response> {
  const id = url.searchParams.get("id") ?? "";
  const task = parts.state.tasks.get(id);
  if (task?.keyHash !== key.hash) return Response.json({ id, status: "Task not found", result: null, progress: null, details: null, preview: null });
  const now = Date.now();
  const status = await statusOf(parts, task, now);
  const span = Math.max(1, task.readyAt - task.startedAt);
  const host = fault?.kind === "foreign-result-host" ? FOREIGN : fault?.kind === "private-result-address" ? PRIVATE : parts.origin();
  const result = status === "Ready" ? { sample: `${host}/bfl-delivery/${id}/sample.${task.format}`, prompt: task.prompt, seed: task.seed, start_time: task.startedAt / 1000, end_time: task.readyAt / 1000, duration: span / 1000 } : null;
  const details = status === "Content Moderated" || status === "Request Moderated" ? { "Moderation Reasons": ["Safety filter"] } : null;
  return Response.json({ id, status, result, progress: status === "Pending" ? Math.min(0.95, Math.round((100 * (now - task.startedAt)) / span) / 100) : null, details, preview: null });
}
