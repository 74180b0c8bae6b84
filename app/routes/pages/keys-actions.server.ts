import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { addKey, NewKey } from "#app/features/keys/add-key.server.ts";
import { checkKey } from "#app/features/keys/check-key.server.ts";
import { removeKey } from "#app/features/keys/remove-key.server.ts";
import { NewSecret, rotateKey } from "#app/features/keys/rotate-key.server.ts";
import { NewCap, setCap } from "#app/features/keys/set-caps.server.ts";
import { switchSpending } from "#app/features/keys/switch-spending.server.ts";

/** What the page of keys can ask for. */
export const KeysRequest = z.discriminatedUnion("do", [
  NewKey.extend({ do: z.literal("add") }), NewSecret.extend({ do: z.literal("rotate") }), NewCap.extend({ do: z.literal("cap") }),
  z.object({ do: z.literal("check"), keyId: z.uuid() }), z.object({ do: z.literal("remove"), keyId: z.uuid() }), z.object({ do: z.literal("spending"), allowed: z.boolean() }),
]);

/** Does it and says what was done. */
export async function doKeys(at: WorkspaceContext, request: z.output<typeof KeysRequest>): Promise<{ did: z.output<typeof KeysRequest>["do"] }> {
  switch (request.do) {
    case "add": await addKey(at, request); break;
    case "rotate": await rotateKey(at, request); break;
    case "cap": await setCap(at, request); break;
    case "check": await checkKey(at, request); break;
    case "remove": await removeKey(at, request); break;
    case "spending": await switchSpending(at, request); break;
  }
  return { did: request.do };
}
