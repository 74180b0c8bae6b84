import { z } from "zod";

/** Something is due for the automations of a workspace: their rows and the news of the catalog say what. */
export const AutomationJob = { name: "automation", payload: z.object({ workspaceId: z.uuid() }) } as const;
