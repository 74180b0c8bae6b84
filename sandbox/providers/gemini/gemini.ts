import { GEMINI_IMAGE, geminiText } from "../prices.ts";
import type { Provider } from "../provider.ts";
import { geminiErrors } from "./errors.ts";
import { generateContent } from "./generate.ts";

const TEXT = ["gemini-3.5-flash-lite", "gemini-3.8-flash"].filter((model) => geminiText(model, new Date()));

async function models(): Promise<Response> {
  const names = [...Object.keys(GEMINI_IMAGE), ...TEXT];
  return Response.json({ models: names.map((name) => ({ name: `models/${name}`, version: "001", displayName: name, description: "A model of the sandbox.", inputTokenLimit: 65_536, outputTokenLimit: 32_768, supportedGenerationMethods: ["generateContent"] })) });
}

/** The stand-in of generativelanguage.googleapis.com. */
export const gemini: Provider = {
  name: "gemini",
  base: "/gemini",
  errors: geminiErrors,
  keyHeader: "x-goog-api-key",
  keyIn: (request) => request.headers.get("x-goog-api-key") ?? new URL(request.url).searchParams.get("key") ?? undefined,
  headers: () => ({ "server-timing": "gfet4t7; dur=1" }),
  nameOf: ({ name }, url) => (name === "generate" ? (Object.keys(GEMINI_IMAGE).some((model) => url.pathname.includes(`/${model}:`)) ? "image" : "text") : name),
  operations: [
    { name: "models", method: "GET", path: /^\/v1beta\/models$/, says: "/v1beta/models", paid: false, run: models },
    { name: "generate", method: "POST", path: /^\/v1beta\/models\/([\w.-]+):generateContent$/, says: "/v1beta/models/{model}:generateContent", paid: true, run: generateContent },
  ],
};
