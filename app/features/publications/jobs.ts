import { z } from "zod";

/** Work on one product of a publication: write it back, or undo it. Its row says which. */
export const PublishJob = { name: "publish", payload: z.object({ workspaceId: z.uuid(), productRowId: z.uuid() }) } as const;
export type PublishJobPayload = z.output<typeof PublishJob.payload>;
