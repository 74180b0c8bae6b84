import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { SkillRow } from "./views.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: number | null;
  readonly changed: boolean;
  readonly paused: boolean;
  readonly lastRunAt: Date | null;
  readonly runs: number;
  readonly approved: number | null;
  readonly costMicros: number | null;
}

/** The workspace's skills, or the archived ones, newest change first, each with its figures from one query. */
export async function listSkills(at: WorkspaceContext, { archived = false }: { readonly archived?: boolean } = {}): Promise<SkillRow[]> {
  const rows = await withWorkspace(at, (tx) => tx.$queryRaw<Row[]>`
    select s."id", s."name", s."description", v."number" as "version", v."graph" is distinct from s."draft" as "changed", s."pausedAt" is not null as "paused",
           r."last" as "lastRunAt", coalesce(r."runs", 0)::int as "runs", o."approved", m."each" as "costMicros"
      from "Skill" s
      left join lateral (select "number", "graph" from "SkillVersion" where "skillId" = s."id" and "kind" = 'published' order by "number" desc limit 1) v on true
      left join lateral (select max("createdAt") as "last", count(*) as "runs" from "Run" where "skillId" = s."id" and "kind" <> 'test') r on true
      left join lateral (
        select avg((out."state" = 'approved')::int)::float8 as "approved" from "Output" out join "Run" run on run."id" = out."runId"
         where run."skillId" = s."id" and out."state" in ('approved', 'rejected')) o on true
      left join lateral (
        select (sum(b."spentMicros") / nullif(sum((select count(*) from "Output" made where made."runId" = b."subject")), 0))::float8 as "each"
          from "Budget" b join "Run" paid on paid."id" = b."subject" where b."scope" = 'run' and paid."skillId" = s."id" and paid."kind" <> 'test') m on true
     where (s."archivedAt" is not null) = ${archived} order by s."updatedAt" desc limit 200`);
  return rows.map(({ changed, lastRunAt, ...row }) => ({ ...row, draftChanged: changed, lastRunAt: lastRunAt?.toISOString() ?? null }));
}
