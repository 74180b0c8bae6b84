import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { listPublications } from "#app/features/publications/list-publications.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { publicationBadge } from "#app/ui/home-parts.tsx";
import { Badge, Link, Page } from "#app/ui/kit.tsx";
import { Card, Row } from "#app/ui/layout.tsx";
import { Named } from "#app/ui/picture.tsx";
import { EmptyState } from "#app/ui/states.tsx";
import { Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

export const meta: MetaFunction = () => [{ title: "Publications, Piccaso" }];

const Query = z.object({ after: z.uuid().nullable().catch(null) });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { after } = Query.parse({ after: new URL(request.url).searchParams.get("after") });
  return answer(async () => ({ ...(await listPublications(at, { after })), after }));
}

/** What was written to the shop, newest first; each can be undone. */
export default function PublicationsPage() {
  const { publications, next, after } = useLoaderData<typeof loader>();
  return (
    <Page title="Publications" primary={{ label: "Plan publication", to: "publications/new" }}>
      {publications.length === 0 ? (
        <EmptyState icon="publish" title="Nothing published yet" action={{ label: "Review images", to: "review" }}>Approved images are written to your products from here. You see every change first, and each publication can be undone.</EmptyState>
      ) : (
        <Card title="All publications" flush>
          <Table
            caption="Publications, newest first"
            columns={[{ key: "name", title: "Publication" }, { key: "at", title: "When" }, { key: "products", title: "Products", figures: true }, { key: "images", title: "Images", figures: true }, { key: "state", title: "State" }]}
            rows={publications.map((one) => ({
              id: one.id,
              cells: {
                name: <Named image={one.thumb}><Link to={`publications/${one.id}`}>{`Publication ${one.number}, ${one.title}`}</Link></Named>,
                at: <When at={one.createdAt} />, products: one.products, images: one.images, state: <Badge {...publicationBadge(one)} />,
              },
            }))}
          />
        </Card>
      )}
      {after || next ? <Row>{after ? <Link to="publications">Newest</Link> : null}{next ? <Link to={`publications?after=${next}`}>Older publications</Link> : null}</Row> : null}
    </Page>
  );
}
