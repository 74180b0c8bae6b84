import { createRemixStub } from "@remix-run/testing";
import { createRoot } from "react-dom/client";
import { Builder } from "../../app/canvas/builder.tsx";
import type { TestServer } from "../../app/canvas/tester.ts";
import type { BuilderSkill, Shelf } from "../../app/canvas/types.ts";
import type { Save } from "../../app/canvas/use-autosave.ts";
import "../../app/ui/studio.css";
import { StudioSkin } from "../../app/ui/studio-skin.tsx";
import { SurroundingsProvider } from "../../app/ui/workspace.tsx";
import { startMeter } from "./meter.ts";
import { PlainFlow } from "./plain.tsx";

/** Written into the page by its build. */
declare const SKILL: BuilderSkill;

const SHELF: Shelf = { providers: [{ id: "gemini", title: "Google Gemini", works: true }, { id: "openai", title: "OpenAI", works: true }], folders: [], assets: [] };
const SURROUNDINGS = { now: "2026-11-22T12:00:00.000Z", singleKeys: true, paused: false, role: "owner" } as const;

/** Writes the whole draft, as the product does, and takes a moment. */
const save: Save = async (draft, { revision }) => {
  await fetch("/save", { method: "POST", body: JSON.stringify(draft) });
  return { revision: revision + 1 };
};

/** Nothing is tested while it is measured. */
const NO_TESTS: TestServer = {
  newest: async () => null, products: async () => [],
  start: async () => ({ error: "not here" }), stop: async () => ({ error: "not here" }), answer: async () => ({ error: "not here" }), settle: async () => ({ error: "not here" }), pin: async () => ({ error: "not here" }),
};

function Ours() {
  return (
    <StudioSkin><SurroundingsProvider value={SURROUNDINGS}>
      <Builder skill={SKILL} shelf={SHELF} readShop={async () => null} mayEdit singleKeys save={save} publish={async () => ({ error: "not here" })} keepCopy={async () => null} tests={NO_TESTS} versions={null} />
    </SurroundingsProvider></StudioSkin>
  );
}

startMeter();

// What the address names is drawn: our builder, or plain React Flow.
const Stub = createRemixStub([{ id: "root", path: "/", children: [{ id: "studio", path: "studio", Component: location.pathname === "/plain" ? () => <PlainFlow graph={SKILL.graph} /> : Ours }] }]);
const root = document.getElementById("root");
if (root) createRoot(root).render(<Stub initialEntries={["/studio"]} />);
