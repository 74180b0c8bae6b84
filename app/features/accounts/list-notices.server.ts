import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { NoticeView } from "./views.ts";

const Kind = z.enum(["run-ended", "review-waiting", "images-expire", "items-expire", "publication-ended", "publication-stuck"]);
const SHOWN = 3;

/** What was not yet seen, newest first, at most three. */
export async function listNotices(at: WorkspaceContext): Promise<NoticeView[]> {
  const notices = await withWorkspace(at, (tx) => tx.notice.findMany({ where: { seenAt: null }, orderBy: { createdAt: "desc" }, take: SHOWN }));
  return notices.map(({ id, kind, text, subject, createdAt }) => {
    const known = Kind.parse(kind);
    return { id, kind: known, text, path: pathOf(known, subject), at: createdAt.toISOString() };
  });
}

function pathOf(kind: NoticeView["kind"], subject: string): string {
  if (kind === "run-ended" || kind === "items-expire") return `runs/${subject}`;
  if (kind === "publication-ended" || kind === "publication-stuck") return `publications/${subject}`;
  return kind === "review-waiting" ? `review?run=${subject}` : "review";
}
