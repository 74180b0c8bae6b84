import { z } from "zod";

/** The catalog of a workspace wants to be looked after; its row says what is due. */
export const CatalogJob = { name: "catalog", payload: z.object({ workspaceId: z.uuid() }) } as const;
