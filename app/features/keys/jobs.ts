import { z } from "zod";

/** Asks the provider, with a call that costs nothing, what a key can do. Interactive: somebody waits for it. */
export const VerifyKeyJob = { name: "verify-key", payload: z.object({ workspaceId: z.uuid(), keyId: z.uuid(), version: z.int().positive() }) } as const;
export type VerifyKeyPayload = z.output<typeof VerifyKeyJob.payload>;
