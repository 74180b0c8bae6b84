import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { deleteLooseFiles } from "#app/features/publications/delete-loose-files.server.ts";
import { getPublication } from "#app/features/publications/get-publication.server.ts";
import { undoPublication } from "#app/features/publications/undo-publication.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { count } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { Badge, Banner, Button, Icon, Page } from "#app/ui/kit.tsx";
import { Card, Facts, Section, Split } from "#app/ui/layout.tsx";
import { MediaStrip } from "#app/ui/media-strip.tsx";
import { productBadge, publicationBadges } from "#app/ui/publication-state.ts";
import { FieldError } from "#app/ui/states.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { When } from "#app/ui/when.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Publication ${data?.publication.number ?? ""}, Piccaso` }];

const Params = z.object({ publicationId: z.uuid() });
const PublicationRequest = z.discriminatedUnion("do", [z.object({ do: z.literal("undo"), ids: z.array(z.uuid()).max(250).nullable() }), z.object({ do: z.literal("delete-files") })]);
/** While workers are at it the page looks again this often. */
const LOOK_MS = 1_500;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => ({ publication: await getPublication(at, Params.parse(params)), mayPublish: can(at.actor, "publish") }));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => {
    const asked = await readJson(request, PublicationRequest);
    const { publicationId } = Params.parse(params);
    if (asked.do === "delete-files") return { said: `${count((await deleteLooseFiles(at, { publicationId })).deleted, "file")} deleted from Shopify` };
    return { said: `${count((await undoPublication(at, { publicationId, ids: asked.ids })).undoing, "product")} will be undone` };
  });
}

type Product = Awaited<ReturnType<typeof getPublication>>["rows"][number];

/** What was written, product by product, and the way back. */
export default function PublicationPage() {
  const { publication, mayPublish } = useLoaderData<typeof loader>();
  const host = useHost();
  const { fetcher, send, busy } = useSend<typeof action>();
  const { revalidate } = useRevalidator();
  const working = publication.working > 0;
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(revalidate, LOOK_MS);
    return () => clearInterval(timer);
  }, [working, revalidate]);
  useAnswered(fetcher.data, ({ said }) => host.toast(said));
  const open = publication.published + publication.failed;
  const undoAll = async () => {
    if (await host.confirm({ title: `Undo ${count(open, "product")}?`, text: "Our images come off these products. What you changed since stays, and is listed here. The images stay in your library.", action: "Undo" })) send({ do: "undo", ids: null });
  };
  const error = errorOf(fetcher);
  const kept = publication.rows.filter((row) => row.kept.length > 0);
  return (
    <Page
      title={`Publication ${publication.number}`} back={{ label: "Back to Publications", to: "publications" }} badges={publicationBadges(publication)}
      secondary={mayPublish && open > 0 ? [{ label: `Undo ${count(open, "product")}`, icon: "undo", busy, onAction: () => void undoAll() }] : []}
    >
      {error ? <FieldError>{error.say}</FieldError> : null}
      {kept.length > 0 ? <Banner tone="info" title={`${count(kept.length, "product was", "products were")} changed since you published`}><p>Undo took back only what we added and kept the changes.</p></Banner> : null}
      <Split side={336} beside={<Beside publication={publication} mayDelete={mayPublish && publication.loose > 0 && !working} onDelete={() => send({ do: "delete-files" })} busy={busy} />}>
        <Card title={count(publication.products, "product")} flush>
          {publication.rows.map((row) => <ProductPart key={row.id} row={row} mayUndo={mayPublish && !busy} onUndo={() => send({ do: "undo", ids: [row.id] })} />)}
        </Card>
      </Split>
    </Page>
  );
}

function ProductPart({ row, mayUndo, onUndo }: { readonly row: Product; readonly mayUndo: boolean; readonly onUndo: () => void }) {
  const undoable = row.state === "published" || row.state === "failed";
  return (
    <Section {...(row.state === "failed" ? { tone: "warning" as const } : {})}>
      <div className="pc-row pc-between">
        <span className="pc-row"><h3 className="pc-card-title">{row.title}</h3><Badge {...productBadge(row.state)} /></span>
        {mayUndo && undoable ? <Button onAction={onUndo} name={`Undo ${row.title}`}>Undo</Button> : null}
      </div>
      {row.say ? <FieldError>{row.say}</FieldError> : null}
      <div className="pc-media-pair">
        <MediaStrip title="Before" tiles={row.before.map(({ url, alt, kind }) => ({ image: url, alt, kind }))} />
        {row.after.length > 0 ? <><Icon name="arrow-right" /><MediaStrip title="As published" tiles={row.after.map(({ url, alt, kind }) => ({ image: url, alt, kind }))} /></> : null}
      </div>
      {row.altTexts.some(Boolean) ? <p className="pc-small">{`Alt text: ${row.altTexts.join(" · ")}`}</p> : null}
      {row.kept.length > 0 ? <ul className="pc-kept">{row.kept.map((line) => <li key={line}>{line}</li>)}</ul> : null}
    </Section>
  );
}

function Beside({ publication, mayDelete, onDelete, busy }: { readonly publication: Awaited<ReturnType<typeof getPublication>>; readonly mayDelete: boolean; readonly onDelete: () => void; readonly busy: boolean }) {
  return (
    <>
      <Card title="Summary"><Facts facts={[{ label: "Products", value: publication.products }, { label: "Images added", value: publication.images }, { label: "Started", value: <When at={publication.createdAt} /> }, { label: "From", value: publication.title }]} /></Card>
      <Card title="If you undo">
        <ul className="pc-ticks">
          {["Former images, order, alt texts and variant links come back.", "Your later changes stay.", "The images stay in your library.", "Our files in Shopify that nothing uses can be deleted."].map((line) => <li key={line}><Icon name="check" />{line}</li>)}
        </ul>
        {mayDelete ? <p><Button onAction={onDelete} busy={busy}>{`Delete ${count(publication.loose, "unused file")} from Shopify`}</Button></p> : null}
      </Card>
    </>
  );
}
