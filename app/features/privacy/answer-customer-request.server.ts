import { z } from "zod";
import type { Context } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { findShopByDomain } from "../accounts/find-shop.server.ts";
import { notify } from "../accounts/notices.server.ts";
import { erasePerson } from "./erase-person.server.ts";
import { foundPlace } from "./found-place.ts";
import { searchPerson } from "./search-person.server.ts";
import { closeRequest, keepEvidence, openRequest, type InboxRow } from "./store.server.ts";
import type { FoundPlace, PrivacyEvidence, PrivacyState } from "./views.ts";

const Body = z.object({ data_request: z.object({ id: z.string() }).nullish(), marks: z.array(z.string()).default([]) });
const MOST_PLACES = 100;

/**
 * customers/data_request and customers/redact. Piccaso reads no customers, but a merchant may have written
 * one into a prompt or a name: every text is searched by keyed marks, and where the request is to erase,
 * what is found is taken out and searched for again.
 */
export async function answerCustomerRequest(context: Context, row: InboxRow): Promise<string> {
  const { data_request: request, marks } = Body.parse(row.body ?? {});
  const requestId = request?.id ?? null;
  const shop = await findShopByDomain(context.db, row.shop);
  if (!shop) {
    await keepEvidence(context, row, { requestId, finding: "none held: the shop is not connected", counts: {} });
    return "done: none held";
  }
  const { workspaceId } = shop;
  const id = await openRequest(context, workspaceId, row, requestId);
  const erase = row.topic === "customers/redact";
  const first = await search(context, workspaceId, new Set(marks), erase);
  const left = erase && first.places ? await search(context, workspaceId, new Set(marks), false) : undefined;
  const state: PrivacyState = first.places === 0 ? "none-held" : left?.places === 0 ? "erased" : "found";
  const evidence = left?.places ? left : first;
  await closeRequest(context, workspaceId, id, { state, evidence });
  await keepEvidence(context, row, { requestId, finding: state, counts: { kinds: evidence.kinds, records: evidence.records, texts: evidence.texts, places: evidence.places } });
  if (state === "found") await tellOwner(context, workspaceId, id, evidence.places);
  return `done: ${state === "none-held" ? "none held" : state}`;
}

async function search(context: Context, workspaceId: string, marks: ReadonlySet<string>, erase: boolean): Promise<PrivacyEvidence> {
  const found: FoundPlace[] = [];
  let places = 0;
  const searched = await searchPerson(context, workspaceId, marks, async (sighting) => {
    places += 1;
    if (found.length < MOST_PLACES) found.push(foundPlace(sighting.table.name, sighting.key[0] ?? ""));
    if (erase) await erasePerson(context, workspaceId, sighting);
  });
  return { searchedAt: context.clock.now().toISOString(), ...searched, found, places };
}

async function tellOwner(context: Context, workspaceId: string, subject: string, places: number): Promise<void> {
  const text = `A customer asks what is kept about them, and ${places === 1 ? "1 text names" : `${places} texts name`} them. Answer within 30 days.`;
  await withWorkspace({ db: context.db, workspaceId }, (tx) => notify(tx, workspaceId, { kind: "privacy-request", subject, text }));
}
