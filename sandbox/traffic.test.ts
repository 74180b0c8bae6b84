import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startProviders, type Providers } from "../tests/support/providers.ts";
import { TRAFFIC_FILE } from "./traffic.ts";

const OPENAI = "sk-sandbox-traffic-0001";
const BFL = "bfl-sandbox-traffic-0002";
let world: Providers;
beforeEach(async () => { world = await startProviders({ keepTraffic: true }); });
afterEach(() => world.close());

it("writes down a key that goes to anybody but its provider, wherever in the request it is", async () => {
  const { origin, parts: { providers: { leaks } } } = world;
  await fetch(`${origin}/openai/v1/models`, { headers: { authorization: `Bearer ${OPENAI}` } });
  await fetch(`${origin}/bfl/v1/credits`, { headers: { "x-key": BFL } });
  expect(leaks).toEqual([]);
  await fetch(`${origin}/bfl/v1/credits`, { headers: { "x-key": OPENAI } });
  await fetch(`${origin}/cdn/photo.jpg?key=${BFL}`);
  await fetch(`${origin}/admin/api/2026-10/graphql.json`, { method: "POST", body: JSON.stringify({ query: "{shop{id}}", variables: { alt: BFL } }) });
  await fetch(`${origin}/openai/v1/models`, { headers: { authorization: `Bearer ${OPENAI}`, "user-agent": OPENAI } });
  expect(leaks.map(({ path: at, header, keyLast4 }) => [at, header, keyLast4])).toEqual([
    ["/bfl/v1/credits", "x-key", "0001"], ["/cdn/photo.jpg", "address", "0002"], ["/admin/api/2026-10/graphql.json", "body", "0002"], ["/openai/v1/models", "user-agent", "0001"],
  ]);
});

it("keeps requests as they came, all but a provider's own key in its own header", async () => {
  const kept = () => fs.readFileSync(path.join(world.parts.folder, TRAFFIC_FILE), "utf8");
  await fetch(`${world.origin}/bfl/v1/flux-2-pro`, { method: "POST", headers: { "x-key": BFL }, body: JSON.stringify({ prompt: "a vase" }) });
  expect(kept()).toMatch(/^address: POST .+\/bfl\/v1\/flux-2-pro\n[^]+body: \{"prompt":"a vase"\}\n$/);
  expect(kept()).not.toContain(BFL);
  await fetch(`${world.origin}/openai/v1/models`, { headers: { "x-key": BFL } });
  expect(kept()).toContain(`x-key: ${BFL}`);
});
