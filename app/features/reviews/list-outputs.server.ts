import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { IN_PLACE, KEY, listedOutputs, type Stays } from "./listed-outputs.server.ts";
import { outputRows } from "./output-rows.server.ts";
import { NO_FILTER, placeOf, type ReviewFilter } from "./review-filter.ts";
import type { OutputMark, OutputView, ReviewPage } from "./views.ts";

/** Images of one page. */
const PAGE = 60;
/** Images that are chosen at once. */
const MOST_MARKED = 5_000;
/** Models and runs that the filters offer. */
const OFFERED = 30;

/** What is listed: all filters, or the state and the run alone. `after` is a key of the list; `focus` an image whose page is wanted. */
export interface ListOutputs {
  readonly state: "awaiting" | "approved" | "rejected" | null;
  readonly runId: string | null;
  readonly after: string | null;
  readonly more?: Pick<ReviewFilter, "model" | "product" | "cost" | "mine">;
  readonly focus?: string | null;
}

/** A list of images for review with its first page, or the one of an image: newest run first and in the order of its products. */
export async function listOutputs(at: WorkspaceContext, { state, runId, after, more = NO_FILTER, focus = null }: ListOutputs): Promise<ReviewPage> {
  requireCan(at.actor, "read");
  const { model, product, cost, mine } = more;
  const filter: ReviewFilter = { model, product, cost, mine, state: state ?? "all", run: runId };
  return withWorkspace(at, async (tx) => {
    const list = await outlineOf(tx, at, filter, focus);
    const page = after === null ? Math.floor(Math.max(0, (list.focusAt ?? 1) - 1) / PAGE) : list.ends.indexOf(after) + 1;
    const from = after ?? list.ends[page - 1] ?? null;
    const outputs = await pageOf(tx, at, filter, { from, until: list.ends[page] ?? null, stays: null });
    return { outputs, page, pageSize: PAGE, next: list.ends[page] ?? null, total: list.total, ends: list.ends, focusAt: list.focusAt === null ? null : list.focusAt - 1, at: at.clock.now().toISOString(), ...(await figures(tx, at, runId)) };
  });
}

/** One page of a list that is open: after `from` up to and with `until` (keys; null for the ends). What was decided since the list was opened stays in its place. */
export async function readOutputs(at: WorkspaceContext, input: { readonly filter: ReviewFilter; readonly from: string | null; readonly until: string | null; readonly stays: Stays }): Promise<{ outputs: OutputView[] }> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => ({ outputs: await pageOf(tx, at, input.filter, input) }));
}

/** All images of a list, as far as they have to be known to be decided unseen; at most the first so many. */
export async function markOutputs(at: WorkspaceContext, input: { readonly filter: ReviewFilter }): Promise<{ marks: OutputMark[] }> {
  requireCan(at.actor, "read");
  const rows = await withWorkspace(at, (tx) => tx.$queryRaw<{ id: string; state: OutputMark["state"]; expiresAt: Date | null; publishedAt: Date | null; redos: number }[]>`
    select o."id", o."state", o."expiresAt", coalesce(redone."n", 0)::int as "redos",
           (select p."publishedAt" from "PublicationMedia" m join "PublicationProduct" p on p."id" = m."publicationProductId" where m."outputId" = o."id" and p."state" = 'published' limit 1) as "publishedAt"
      from (${listedOutputs(input.filter, at.actor.memberId)}) listed join "Output" o on o."id" = listed."id"
      left join (select "redoOf", count(*) as "n" from "Item" where "redoOf" is not null group by 1) redone on redone."redoOf" = o."id"
     order by ${IN_PLACE} limit ${MOST_MARKED}`);
  return { marks: rows.map(({ id, state, expiresAt, publishedAt, redos }) => ({ id, state, expiresAt: expiresAt?.toISOString() ?? null, publishedAt: publishedAt?.toISOString() ?? null, redos })) };
}

/** How many there are, where each page but the last ends, and which of them is looked at (from 1). */
async function outlineOf(tx: Tx, at: WorkspaceContext, filter: ReviewFilter, focus: string | null): Promise<{ total: number; ends: string[]; focusAt: number | null }> {
  const rows = await tx.$queryRaw<{ id: string; key: string; place: number; total: number }[]>`
    select "id", ${KEY} as "key", "place"::int, "total"::int from (
      select *, row_number() over (order by ${IN_PLACE}) as "place", count(*) over () as "total" from (${listedOutputs(filter, at.actor.memberId)}) listed) placed
     where "place" % ${PAGE} = 0 or "place" = 1 or "id" = ${focus}::uuid order by "place"`;
  const total = rows[0]?.total ?? 0;
  return { total, ends: rows.filter(({ place }) => place % PAGE === 0 && place < total).map(({ key }) => key), focusAt: rows.find(({ id }) => id === focus)?.place ?? null };
}

async function pageOf(tx: Tx, at: WorkspaceContext, filter: ReviewFilter, { from, until, stays }: { readonly from: string | null; readonly until: string | null; readonly stays: Stays | null }): Promise<OutputView[]> {
  const row = Prisma.sql`(-"run", "product", "item", "image")`;
  const bounds = [...(from === null ? [] : [Prisma.sql`${row} > ${keyRow(from)}`]), ...(until === null ? [] : [Prisma.sql`${row} <= ${keyRow(until)}`])];
  const found = await tx.$queryRaw<{ id: string }[]>`
    select "id" from (${listedOutputs(filter, at.actor.memberId, stays)}) listed ${bounds.length > 0 ? Prisma.sql`where ${Prisma.join(bounds, " and ")}` : Prisma.empty} order by ${IN_PLACE} limit ${PAGE}`;
  return outputRows(tx, at, found.map(({ id }) => id));
}

function keyRow(key: string): Prisma.Sql {
  const [run, product, item, image] = placeOf(key);
  return Prisma.sql`(${-run}::int, ${product}::int, ${item}::int, ${image}::int)`;
}

async function figures(tx: Tx, at: WorkspaceContext, runId: string | null): Promise<Pick<ReviewPage, "counts" | "firstExpiry" | "runs" | "models">> {
  const scope = runId ? { runId } : {};
  const byState = new Map((await tx.output.groupBy({ by: ["state"], where: scope, _count: true })).map((row) => [row.state, row._count]));
  const first = await tx.output.findFirst({ where: { ...scope, state: "awaiting" }, orderBy: { expiresAt: "asc" }, select: { expiresAt: true } });
  const runs = await tx.run.findMany({ where: { outputs: { some: { state: { not: "expired" } } } }, orderBy: { number: "desc" }, take: OFFERED, select: { id: true, number: true, skillName: true } });
  const models = await tx.$queryRaw<{ model: string }[]>`
    select distinct c."model" from "Call" c where c."state" = 'done' and exists (select from "Output" o where o."itemId" = c."itemId" and o."state" <> 'expired') order by 1 limit ${OFFERED}`;
  const [open] = await tx.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from "Output" o where o."state" = 'approved' and (${runId}::uuid is null or o."runId" = ${runId}::uuid)
       and not exists (select 1 from "PublicationMedia" m where m."outputId" = o."id" and m."removedAt" is null)`;
  const mine = at.actor.memberId === null ? 0 : await tx.output.count({ where: { ...scope, state: "awaiting", assignedTo: at.actor.memberId } });
  return {
    counts: { awaiting: byState.get("awaiting") ?? 0, approved: byState.get("approved") ?? 0, rejected: byState.get("rejected") ?? 0, unpublished: open?.n ?? 0, mine },
    firstExpiry: first?.expiresAt?.toISOString() ?? null, runs: runs.map(({ id, number, skillName }) => ({ id, label: `Run ${number}, ${skillName}` })),
    models: models.map(({ model }) => ({ id: model, label: at.models.get(model)?.title ?? model })),
  };
}
