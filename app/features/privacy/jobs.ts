import { z } from "zod";

/** A webhook that waits in the inbox; the row holds everything. */
export const InboxJob = { name: "inbox", payload: z.object({ inboxId: z.string() }) } as const;
