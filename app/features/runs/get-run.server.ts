import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Product } from "#app/core/product.ts";
import { itemTitle } from "#app/core/unit-words.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { itemSpend } from "../calls/item-spend.server.ts";
import { runOverruns } from "../calls/run-overruns.server.ts";
import { cdnPhoto } from "../catalog/product-card.ts";
import { imageView } from "../images/image-view.ts";
import { openApprovals } from "./list-approvals.server.ts";
import { needsOf, NEEDS } from "./needs.server.ts";
import { runRows, WITH_VERSION } from "./run-rows.server.ts";
import { ItemStateWord } from "./store.server.ts";
import type { ItemView, RunView } from "./views.ts";

const PAGE = 200;
/** Pace is measured over this many minutes. */
const PACE_MINUTES = 2;

export const SelectionText = z.object({ label: z.string(), leftOut: z.array(z.object({ title: z.string(), why: z.string() })) });

/** A run as its page shows it, from the database alone; items in the order of the frozen list. */
export async function getRun(at: WorkspaceContext, input: { runId: string; from?: number; filter?: "all" | "done" | "needs" }): Promise<RunView> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const run = await tx.run.findUnique({ where: { id: input.runId }, include: WITH_VERSION });
    if (!run) throw new AppError("not_found", "no such run", { say: "This run is not here any more." });
    const [row] = await runRows(tx, at, [run]);
    if (!row) throw new AppError("not_found", "no such run");
    const states = input.filter === "done" ? ["done"] : input.filter === "needs" ? [...NEEDS] : undefined;
    const items = await tx.item.findMany({
      where: { runId: run.id, position: { gt: input.from ?? 0 }, ...(states ? { state: { in: states } } : {}) },
      orderBy: { position: "asc" }, take: PAGE + 1, include: { outputs: { orderBy: { index: "asc" } } },
    });
    const shown = items.slice(0, PAGE);
    const perMinute = await paceOf(tx, run.id, at.clock.now());
    const spend = row.money ? await itemSpend(tx, shown.map(({ id }) => id)) : new Map<string, number>();
    const left = row.counts.queued + row.counts.running + row.counts.waiting;
    const { label, leftOut } = SelectionText.parse(run.selection);
    return {
      ...row, skillId: run.skillId, say: run.state === "paused" ? run.say : null, overruns: row.money ? await runOverruns(tx, at, run.id) : [], selection: label, leftOut, items: shown.map((item) => itemView(at, item, spend.get(item.id) ?? null)),
      nextPosition: items.length > PAGE ? shown.at(-1)?.position ?? null : null, needs: await needsOf(tx, at, run.id), ...(await openApprovals(tx, at, run.id)),
      perMinute, secondsLeft: row.state === "running" && perMinute > 0 && left > 0 ? Math.ceil((left / perMinute) * 60) : null,
      at: at.clock.now().toISOString(),
    };
  });
}

type ItemRow = Prisma.ItemGetPayload<{ include: { outputs: true } }>;

/** An item with its first image. */
export function itemView(at: WorkspaceContext, item: ItemRow, costMicros: number | null): ItemView {
  const product = Product.parse(item.product);
  const [photo] = product.photos;
  const [first] = item.outputs;
  return {
    id: item.id, position: item.position, title: item.redoNumber === null ? itemTitle(product) : `${itemTitle(product)}, redo`, productId: item.productId, photo: photo ? cdnPhoto(photo.url, 320) : null,
    state: ItemStateWord.parse(item.state), reason: item.reason, say: item.say, until: item.until?.toISOString() ?? null, expiresAt: item.expiresAt?.toISOString() ?? null, attempts: item.attempts,
    output: first ? imageView(at, first) : null, costMicros, altText: first?.altText ?? null, outputs: item.outputs.length,
  };
}

/** Items finished a minute, over the last two minutes or since the first one. */
async function paceOf(tx: Tx, runId: string, now: Date): Promise<number> {
  const since = new Date(now.getTime() - PACE_MINUTES * 60_000);
  const [row] = await tx.$queryRaw<{ n: number; first: Date | null }[]>`
    select count(*)::int as n, min("admittedAt") as first from "Item" where "runId" = ${runId}::uuid and "state" = 'done' and "finishedAt" > ${since}`;
  if (!row?.n || !row.first) return 0;
  const minutes = Math.max((now.getTime() - Math.max(row.first.getTime(), since.getTime())) / 60_000, 1 / 60);
  return Math.round((row.n / minutes) * 10) / 10;
}
