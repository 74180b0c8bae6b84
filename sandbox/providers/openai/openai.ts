import { OPENAI_IMAGE, OPENAI_TEXT } from "../prices.ts";
import type { Provider } from "../provider.ts";
import { openaiErrors } from "./errors.ts";
import { edit, generate } from "./images.ts";
import { respond } from "./responses.ts";

/** 2026-01-01. */
const CREATED = 1_767_225_600;

async function models(): Promise<Response> {
  const ids = [...Object.keys(OPENAI_IMAGE), ...Object.keys(OPENAI_TEXT)];
  return Response.json({ object: "list", data: ids.map((id) => ({ id, object: "model", created: CREATED, owned_by: "sandbox", shutdown_date: null })) });
}

/** The stand-in of api.openai.com. */
export const openai: Provider = {
  name: "openai",
  base: "/openai/v1",
  errors: openaiErrors,
  keyHeader: "authorization",
  keyIn: (request) => /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1],
  headers: ({ requestId, left, limit, resetMs }) => ({ "x-request-id": requestId, "openai-version": "2020-10-01", "x-ratelimit-limit-requests": String(limit), "x-ratelimit-remaining-requests": String(left), "x-ratelimit-reset-requests": `${(resetMs / 1000).toFixed(3)}s` }),
  operations: [
    { name: "models", method: "GET", path: /^\/models$/, says: "/models", paid: false, run: models },
    { name: "generate", method: "POST", path: /^\/images\/generations$/, says: "/images/generations", paid: true, run: generate },
    { name: "edit", method: "POST", path: /^\/images\/edits$/, says: "/images/edits", paid: true, run: edit },
    { name: "responses", method: "POST", path: /^\/responses$/, says: "/responses", paid: true, run: respond },
  ],
};
