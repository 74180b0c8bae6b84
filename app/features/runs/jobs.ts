import { z } from "zod";

/** Work on one admitted item. `epoch` is the admission: an older holder may not write. */
export const ItemJob = { name: "item", payload: z.object({ workspaceId: z.uuid(), itemId: z.uuid(), epoch: z.int() }) } as const;
export type ItemJobPayload = z.output<typeof ItemJob.payload>;
