import { actAsSystem } from "../../app/features/accounts/act-as-system.server.ts";
import { tendCatalog } from "../../app/features/catalog/tend-catalog.server.ts";
import type { World } from "./world.ts";

/** The row of a catalog as tests look at it. */
export interface CatalogRow {
  readonly state: string;
  readonly lines: number;
  readonly byteOffset: string;
  readonly partial: boolean;
  readonly tries: number;
  readonly say: string | null;
  readonly operationId: string | null;
}

/** The catalog of a world, looked after by hand. */
export interface CatalogHand {
  row(): Promise<CatalogRow | undefined>;
  /** Does what is due, once. */
  tend(signal?: AbortSignal): Promise<void>;
  /** Does it until the catalog has this state; fifty times at most. */
  until(state: string): Promise<CatalogRow>;
  products(): Promise<{ productId: string; title: string; imageWidth: number | null }[]>;
  count(table: "CatalogProduct" | "CatalogVariant" | "CatalogChange"): Promise<number>;
}

/** The hand of a world. */
export function catalogOf(world: World): CatalogHand {
  const { workspaceId } = world.at;
  const row = async () => (await world.database.look<CatalogRow & Record<string, unknown>>(`select "state", "lines", "byteOffset"::text, "partial", "tries", "say", "operationId" from "CatalogSync" where "workspaceId" = $1`, [workspaceId]))[0];
  const tend = async (signal: AbortSignal = AbortSignal.timeout(120_000)) => tendCatalog(await actAsSystem(world.context, workspaceId), signal);
  return {
    row, tend,
    until: async (state) => {
      for (let turn = 0; turn < 50; turn += 1) {
        await tend();
        const now = await row();
        if (now?.state === state) return now;
      }
      throw new Error(`the catalog is not ${state} but ${JSON.stringify(await row())}`);
    },
    products: () => world.database.look(`select "productId"::text, "title", "imageWidth" from "CatalogProduct" where "workspaceId" = $1 order by "CatalogProduct"."productId"`, [workspaceId]),
    count: async (table) => Number((await world.database.look<{ n: string }>(`select count(*) as n from "${table}" where "workspaceId" = $1`, [workspaceId]))[0]?.n),
  };
}
