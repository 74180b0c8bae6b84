import type { Context } from "#app/core/context.ts";
import { sendDueAutomations } from "#app/features/automations/due-automations.server.ts";
import { sendDueCatalogs } from "#app/features/catalog/due-catalogs.server.ts";
import { refreshStalePlans } from "#app/features/billing/refresh-stale-plans.server.ts";
import { deleteBytes } from "#app/features/images/delete-bytes.server.ts";
import { pruneInbox } from "#app/features/privacy/prune-inbox.server.ts";
import { remindPrivacy } from "#app/features/privacy/remind-privacy.server.ts";
import { requeueInbox } from "#app/features/privacy/requeue-inbox.server.ts";
import { requeueStuckPublications } from "#app/features/publications/requeue-stuck.server.ts";
import { expireImages } from "#app/features/reviews/expire.server.ts";
import { endWaiting } from "#app/features/runs/end-waiting.server.ts";
import { requeueLost, wakeWaiting, type SendAsSystem } from "#app/features/runs/dispatch.server.ts";

/** What the leader looks after besides dispatching. Every sweep may run twice or be missed without harm. */
export interface Sweep {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<number>;
}

/** The sweeps of the leader, with how often each runs. */
export function sweepsOf(context: Context, send: SendAsSystem): Sweep[] {
  return [
    { name: "wake-waiting", everyMs: 1_000, run: () => wakeWaiting(context.db) },
    { name: "requeue-lost", everyMs: 10_000, run: () => requeueLost(context.db) },
    { name: "requeue-publications", everyMs: 15_000, run: () => requeueStuckPublications(context.db, send) },
    { name: "catalogs", everyMs: 2_000, run: () => sendDueCatalogs(context.db, send) },
    { name: "automations", everyMs: 2_000, run: () => sendDueAutomations(context.db, context.clock.now(), send) },
    { name: "expire-images", everyMs: 60_000, run: () => expireImages(context) },
    { name: "end-waiting", everyMs: 60_000, run: () => endWaiting(context) },
    { name: "refresh-plans", everyMs: 60_000, run: () => refreshStalePlans(context) },
    { name: "requeue-inbox", everyMs: 15_000, run: () => requeueInbox(context.db, send) },
    { name: "prune-inbox", everyMs: 60_000, run: () => pruneInbox(context.db, context.clock.now()) },
    { name: "remind-privacy", everyMs: 3_600_000, run: () => remindPrivacy(context) },
    { name: "delete-bytes", everyMs: 5_000, run: () => deleteBytes(context) },
  ];
}
