import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { NoticeKind, NoticeView } from "./views.ts";

const Kind = z.enum(["run-ended", "run-stopped", "review-waiting", "images-expire", "items-expire", "approval-waiting", "publication-ended", "publication-stuck", "cap-half", "cap-near", "cap-reached", "privacy-request", "plan-changed", "automation-stopped"]) satisfies z.ZodType<NoticeKind>;
const SHOWN = 3;

/** What was not yet seen, newest first, at most three. */
export async function listNotices(at: WorkspaceContext): Promise<NoticeView[]> {
  const notices = await withWorkspace(at, (tx) => tx.notice.findMany({ where: { seenAt: null }, orderBy: { createdAt: "desc" }, take: SHOWN }));
  return notices.map(({ id, kind, text, subject, createdAt }) => {
    const known = Kind.parse(kind);
    return { id, kind: known, text, path: pathOf(known, subject), at: createdAt.toISOString() };
  });
}

function pathOf(kind: NoticeKind, subject: string): string {
  switch (kind) {
    case "run-ended": case "run-stopped": case "items-expire": case "approval-waiting": return `runs/${subject}`;
    case "publication-ended": case "publication-stuck": return `publications/${subject}`;
    case "review-waiting": return `review?run=${subject}`;
    case "images-expire": return "review";
    case "cap-half": case "cap-near": case "cap-reached": return "keys";
    case "privacy-request": return "settings/privacy";
    case "plan-changed": return "settings/plan";
    case "automation-stopped": return "automations";
  }
}
