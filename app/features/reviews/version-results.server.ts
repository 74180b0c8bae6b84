import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { imageView } from "../images/image-view.ts";
import type { VersionResult } from "./views.ts";

interface Row {
  readonly id: string;
  readonly images: number;
  readonly each: number | null;
  readonly hash: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** What each published version of a skill made, by its id: versions that made nothing are left out. One query for all. */
export async function versionResults(at: WorkspaceContext, input: { readonly skillId: string }): Promise<Readonly<Record<string, VersionResult>>> {
  requireCan(at.actor, "read");
  const rows = await withWorkspace(at, (tx) => tx.$queryRaw<Row[]>`
    select v."id", made."images", (paid."micros" / made."images")::float8 as "each", newest."hash", newest."width", newest."height"
      from "SkillVersion" v
      join lateral (select count(*)::int as "images" from "Output" o join "Run" r on r."id" = o."runId" where r."skillVersionId" = v."id") made on made."images" > 0
      left join lateral (select sum(b."spentMicros") as "micros" from "Budget" b join "Run" r on r."id" = b."subject" where b."scope" = 'run' and r."skillVersionId" = v."id") paid on true
      left join lateral (
        select o."hash", o."width", o."height" from "Output" o join "Run" r on r."id" = o."runId"
         where r."skillVersionId" = v."id" and exists (select from "Image" i where i."hash" = o."hash") order by o."createdAt" desc, o."id" limit 1) newest on true
     where v."skillId" = ${input.skillId}::uuid and v."kind" = 'published'`);
  return Object.fromEntries(rows.map(({ id, images, each, hash, width, height }) => [
    id, { images, costMicros: each, newest: hash !== null && width !== null && height !== null ? imageView(at, { hash, width, height }) : null },
  ]));
}
