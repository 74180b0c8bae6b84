import { Secret } from "../../../app/core/secret.ts";
import type { Provider } from "../../../app/core/provider.ts";
import { addKey } from "../../../app/features/keys/add-key.server.ts";
import { verifyKey } from "../../../app/features/keys/verify-key.server.ts";
import { startRun } from "../../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../../app/features/skills/create-skill.server.ts";
import { publishSkill } from "../../../app/features/skills/publish-skill.server.ts";
import { saveDraft } from "../../../app/features/skills/save-draft.server.ts";
import { createProviderLines } from "../../../app/platform/http/provider-lines.server.ts";
import { modelCatalog } from "../../../app/providers/catalog.ts";
import { registryOf } from "../../../app/providers/registry.ts";
import { createWorld, type World } from "../world.ts";
import { atelier, atelierModel } from "./adapter.ts";
import { startAtelier, type Atelier } from "./simulator.ts";

/** A world with the made-up provider and its stand-in, and a published skill that buys of it. */
export interface AtelierWorld {
  readonly stand: Atelier;
  readonly world: World;
  /** The version of the skill. */
  readonly versionId: string;
  /** Adds a key that works. Returns its id. */
  newKey(): Promise<string>;
  /** Starts a version on the shop's first product with a photo. Returns the run's id. */
  start(versionId: string): Promise<string>;
  close(): Promise<void>;
}

/** `beside` are the providers that are there too; `params` are settings of the step that buys. */
export async function createAtelierWorld({ beside = [], params = {} }: { beside?: readonly Provider[]; params?: Readonly<Record<string, number>> } = {}): Promise<AtelierWorld> {
  const stand = await startAtelier();
  const models = [...modelCatalog.all(), atelierModel];
  const world = await createWorld({ shelf: {
    providers: registryOf([...beside, atelier]), models: { get: (id) => models.find((one) => one.id === id), all: () => models }, lines: createProviderLines(stand.origin),
  } });
  const { at } = world;
  const { skillId } = await createSkill(at, { templateId: "lifestyle-scene" });
  await saveDraft(at, { skillId, revision: 1, name: "Sketches", params: { scene: { model: atelierModel.id, ...params } } });
  const { versionId } = await publishSkill(at, { skillId, note: "" });
  let started = 0;
  return {
    stand, world, versionId,
    newKey: async () => {
      const { keyId } = await addKey({ ...at, vault: world.webVault }, { provider: atelier.id, label: "Studio", key: new Secret("at-sandbox-Zq81RtWmPx55LkVuJ2") });
      await verifyKey(at, { workspaceId: at.workspaceId, keyId, version: 1 }, AbortSignal.timeout(5000));
      return keyId;
    },
    start: async (version) => {
      const [product] = (await world.products()).filter(({ media }) => media.length > 0);
      const { runId } = await startRun(at, { versionId: version, selection: { kind: "products", ids: [product?.id ?? ""] }, answers: {}, requestKey: `atelier-${started += 1}` });
      return runId;
    },
    close: async () => {
      await world.close();
      stand.close();
    },
  };
}
