import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { can } from "#app/core/permissions.ts";
import { checkPublication } from "#app/features/publications/check-publication.server.ts";
import { deleteLooseFiles } from "#app/features/publications/delete-loose-files.server.ts";
import { getPublication } from "#app/features/publications/get-publication.server.ts";
import { undoPublication } from "#app/features/publications/undo-publication.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { count } from "#app/ui/format.ts";
import { publicationBadge } from "#app/ui/home-parts.tsx";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Icon, Page, Progress } from "#app/ui/kit.tsx";
import { Card, Facts, Split } from "#app/ui/layout.tsx";
import { PublishedRow } from "#app/ui/publication-rows.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useRefresh } from "#app/ui/use-refresh.ts";
import { useShortcuts } from "#app/ui/use-shortcuts.ts";
import { When } from "#app/ui/when.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Publication ${data?.publication.number ?? ""}, Piccaso` }];

const Params = z.object({ publicationId: z.uuid() });
const PublicationRequest = z.discriminatedUnion("do", [z.object({ do: z.literal("undo"), ids: z.array(z.uuid()).min(1).max(500).nullable(), outputId: z.uuid().optional() }), z.object({ do: z.literal("clear") })]);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const checks = new URL(request.url).searchParams.has("check");
  return answer(async () => {
    const named = Params.parse(params);
    const mayPublish = can(at.actor, "publish");
    return { publication: await getPublication(at, named), mayPublish, check: checks && mayPublish ? await checkPublication(at, named) : null };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => doPublication(at, Params.parse(params).publicationId, await readJson(request, PublicationRequest)));
}

async function doPublication(at: WorkspaceContext, publicationId: string, request: z.output<typeof PublicationRequest>) {
  if (request.do === "undo") return { did: "undo" as const, many: (await undoPublication(at, { publicationId, ids: request.ids, outputId: request.outputId })).undoing };
  return { did: "clear" as const, many: (await deleteLooseFiles(at, { publicationId })).deleted };
}

/** What was written, product by product, and the way back. */
export default function PublicationPage() {
  const { publication, mayPublish, check } = useLoaderData<typeof loader>();
  const host = useHost();
  const { fetcher, send, busy } = useSend<typeof action>();
  useRefresh(publication.working > 0);
  useAnswered(fetcher.data, ({ did, many }) => host.toast(did === "undo" ? `Undoing ${count(many, "product")}` : `${count(many, "file")} deleted in Shopify`));
  const undoable = publication.rows.filter(({ state }) => state === "published" || state === "failed");
  const undoAll = async () => {
    if (await host.confirm({ title: `Undo ${count(undoable.length, "product")}?`, text: `Our images are detached, and the former images, order, alt texts and variant links come back. What others changed since is kept. All ${publication.images} images stay in your library.`, action: `Undo ${count(undoable.length, "product")}` })) send({ do: "undo", ids: null });
  };
  useShortcuts({ u: mayPublish && undoable.length > 0 ? () => void undoAll() : undefined });
  const error = errorOf(fetcher);
  const failed = publication.rows.filter(({ state }) => state === "failed");
  return (
    <Page
      title={`Publication ${publication.number}`} back={{ label: "Back to Publications", to: "publications" }} badges={[publicationBadge(publication)]} note={publication.title}
      secondary={mayPublish && undoable.length > 0 ? [{ label: "Check for changes", icon: "search", onAction: () => host.navigate(`publications/${publication.id}?check=1`) }, { label: `Undo ${count(undoable.length, "product")}`, icon: "undo", busy, onAction: () => void undoAll() }] : []}
    >
      {error ? <Banner tone="critical" title="This was not done"><p>{error.say}</p></Banner>
        : failed.length > 0 ? <Banner tone="critical" title={`${count(failed.length, "product was", "products were")} not published`}><p>The reason stands at each. What was written half-way can be undone.</p></Banner>
        : check ? <CheckBanner checked={check.checked} changed={check.changed.length} />
        : publication.loose > 0 && mayPublish ? (
          <Banner tone="info" title={`${count(publication.loose, "file of ours is", "files of ours are")} on no product any more`} actions={[{ label: `Delete ${count(publication.loose, "file")}`, busy, onAction: () => send({ do: "clear" }) }]}><p>They are in the files of your shop. The images stay in your Asset Library.</p></Banner>
        ) : null}
      {publication.working > 0 ? <Progress label={`${publication.products - publication.working} of ${count(publication.products, "product")} done`} value={1 - publication.working / publication.products} /> : null}
      <Split
        side={336}
        beside={(
          <>
            <Card title="Summary"><Facts facts={[{ label: "Products", value: publication.products }, { label: "Images added", value: publication.images }, { label: "Published", value: publication.published }, { label: "Undone", value: publication.undone }, { label: "Started", value: <When at={publication.createdAt} /> }, { label: "From", value: publication.title }]} /></Card>
            <Card title="If you undo">
              <ul className="pc-ticks">
                {["Former images, order, alt texts and variant links come back. Photos that were replaced are put back.", "Your later changes stay.", `The ${count(publication.images, "image stays", "images stay")} in your library.`, "Our files in Shopify that nothing uses can be deleted."].map((line) => <li key={line}><Icon name="check" />{line}</li>)}
              </ul>
            </Card>
          </>
        )}
      >
        <Card title={count(publication.products, "product")} flush>
          <ul aria-label="Products of this publication">
            {publication.rows.map((product) => <PublishedRow key={product.id} product={product} changes={check?.changed.find(({ id }) => id === product.id)?.changes ?? []} mayUndo={mayPublish} busy={busy} onUndo={(outputId) => send({ do: "undo", ids: [product.id], ...(outputId ? { outputId } : {}) })} />)}
          </ul>
        </Card>
      </Split>
    </Page>
  );
}

/** What undo would do, by what others have changed until now. */
function CheckBanner({ checked, changed }: { readonly checked: number; readonly changed: number }) {
  if (changed === 0) return <Banner tone="success" title="Nobody has changed these products since"><p>{`Checked against your shop a moment ago. Undo restores ${checked === 1 ? "it" : `all ${checked}`} exactly.`}</p></Banner>;
  return (
    <Banner tone="info" title={`${count(changed, "product was", "products were")} changed since you published`}>
      <p>{`${checked > changed ? `Undo restores the other ${checked - changed} exactly. ` : ""}Where something was changed it takes back only what we wrote, and keeps the changes.`}</p>
    </Banner>
  );
}
