import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { listPublications } from "#app/features/publications/list-publications.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { count } from "#app/ui/format.ts";
import { Badge, Button, Link, Page } from "#app/ui/kit.tsx";
import { Card } from "#app/ui/layout.tsx";
import { Named } from "#app/ui/picture.tsx";
import { publicationBadges } from "#app/ui/publication-state.ts";
import { EmptyState } from "#app/ui/states.tsx";
import { Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

export const meta: MetaFunction = () => [{ title: "Publications, Piccaso" }];

const Query = z.object({ after: z.uuid().nullable() });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const { after } = Query.parse({ after: new URL(request.url).searchParams.get("after") });
    return { ...(await listPublications(at, { after })), mayPublish: can(at.actor, "publish"), first: after === null };
  });
}

/** Every write-back, newest first; each can be undone. */
export default function PublicationsPage() {
  const { publications, next, mayPublish, first } = useLoaderData<typeof loader>();
  return (
    <Page title="Publications" primary={mayPublish ? { label: "Publish approved images", to: "publications/new" } : undefined}>
      {publications.length === 0 ? (
        <EmptyState icon="publish" title="Nothing published yet" action={{ label: "Review images", to: "review" }}>Approved images are put on your products from here. Each publication can be undone, at any time later.</EmptyState>
      ) : (
        <Card flush>
          <Table
            caption="Publications" columns={[{ key: "name", title: "Publication" }, { key: "when", title: "When" }, { key: "state", title: "State" }, { key: "products", title: "Products", figures: true }, { key: "images", title: "Images", figures: true }]}
            rows={publications.map((row) => ({
              id: row.id,
              cells: {
                name: <Named image={row.thumb}><Link to={`publications/${row.id}`}>{`Publication ${row.number}, ${row.title}`}</Link></Named>, when: <When at={row.createdAt} />,
                state: <span className="pc-row">{publicationBadges(row).map((badge) => <Badge key={badge.children} {...badge} />)}</span>, products: row.products, images: row.images,
              },
            }))}
          />
        </Card>
      )}
      {next || !first ? (
        <div className="pc-row">
          {first ? null : <Button to="publications">Newest</Button>}
          {next ? <Button to={`publications?after=${next}`}>{`Older than these ${count(publications.length, "publication")}`}</Button> : null}
        </div>
      ) : null}
    </Page>
  );
}
