import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError, toAppError } from "#app/core/errors.ts";
import type { Encoding, ImageRecipe } from "#app/core/image/recipe.ts";
import type { Finished } from "#app/core/node.ts";
import type { DoneStep } from "#app/core/skill/execute.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { callAsWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { ItemPause } from "../calls/item-pause.ts";
import { confirmBytes, hashOf, storeBytes, type ImageUseRow } from "../images/keep-image.server.ts";
import { StepError, blamedStep, type ItemWatch } from "./execute-graph.server.ts";
import type { ItemWork } from "./item-work.server.ts";
import { showable, Shown, SHOWN_SIDE, type Showable, type ShownValue } from "./shown-values.ts";

const SMALL: Encoding = { format: "webp", quality: 80, frame: null };

/** A row of Step as note_step writes it. */
interface NotedStep extends DoneStep {
  readonly state: "running" | "waiting" | "done" | "failed";
  readonly cached: boolean;
  readonly say: string | null;
  readonly shown: Shown | null;
}

/** Follows the steps of a test's item: `settled` waits for the pictures, and throws where one could not be made. */
export interface TestWatch extends ItemWatch {
  settled(): Promise<void>;
}

/**
 * Writes each step of a test when it begins and when it ends, with small pictures of what it gave. Pictures are
 * drawn while later steps go on. Images are made only where they are looked at, so a step that cannot make its
 * image fails here.
 */
export function watchTest(at: WorkspaceContext, work: ItemWork): TestWatch {
  const bought = new Map<string, { readonly again: boolean }>();
  const drawing: Promise<void>[] = [];
  const note = (step: NotedStep, uses: readonly ImageUseRow[] = []) => noteStep(at, work, step, uses);
  const key = (node: string, index: number) => `${node} ${index}`;
  return {
    begins: async (node, index) => { await note({ ...NOTHING, node, index, state: "running" }); },
    failed: async (node, index, { error, ms }) => {
      const { say } = toAppError(error);
      await note({ ...NOTHING, node, index, ms, say, state: error instanceof ItemPause ? "waiting" : "failed" });
    },
    bought: (node, index, reused) => { bought.set(key(node, index), { again: (bought.get(key(node, index))?.again ?? false) || !reused }); },
    ended: (step, finished) => {
      const drawn = draw(at, work, step, finished).then(
        ({ shown, known, uses }) => note({ ...step, state: "done", cached: !(bought.get(key(step.node, step.index))?.again ?? !known), say: null, shown }, uses),
        async (error: unknown) => {
          const app = toAppError(error);
          const blamed = blamedStep(work, step.node, app);
          if (blamed !== step.node) await note({ ...step, state: "done", cached: false, say: null, shown: null });
          await note({ ...NOTHING, node: blamed, index: blamed === step.node ? step.index : 0, ms: step.ms, say: app.say, state: "failed" });
          throw new StepError(blamed, app);
        },
      );
      // What failed is thrown by settled, and is not unhandled until then.
      drawn.catch(() => undefined);
      drawing.push(drawn);
    },
    settled: async () => {
      const failed = (await Promise.allSettled(drawing)).find((one) => one.status === "rejected");
      if (failed) throw failed.reason instanceof AppError ? failed.reason : toAppError(failed.reason);
    },
  };
}

const NOTHING = { fingerprint: "", output: {}, ms: 0, cached: false, say: null, shown: null } as const;

async function noteStep(at: WorkspaceContext, work: ItemWork, step: NotedStep, uses: readonly ImageUseRow[]): Promise<void> {
  await callAsWorkspace(at, Prisma.sql`note_step(${work.itemId}::uuid, ${work.epoch}::int, ${JSON.stringify(step)}::jsonb, ${JSON.stringify(uses)}::jsonb, ${at.clock.now()}::timestamptz)`);
}

interface Drawn {
  readonly shown: Shown;
  /** Whether an earlier test made the very same. */
  readonly known: boolean;
  readonly uses: readonly ImageUseRow[];
}

async function draw(at: WorkspaceContext, work: ItemWork, step: DoneStep, finished: readonly Finished[]): Promise<Drawn> {
  const definition = at.nodes.get(work.graph.nodes.find(({ id }) => id === step.node)?.type ?? "");
  const made = definition ? showable(definition, step.output, finished) : [];
  const print = hashOf(Buffer.from(JSON.stringify([step.fingerprint, made])));
  const before = Shown.nullable().parse(await callAsWorkspace(at, Prisma.sql`shown_before(${work.itemId}::uuid, ${step.node}, ${step.index}::int, ${print})`));
  if (before) return { shown: before, known: true, uses: before.values.flatMap((value) => useOf(work, value)) };
  const values: ShownValue[] = [];
  const kept: { readonly hash: string; readonly bytes: Uint8Array }[] = [];
  for (const one of made) {
    if (one.kind === "text") { values.push(one); continue; }
    const { bytes, ...image } = await smallCopy(at, work, one);
    const stored = await storeBytes(at, { ...image, bytes });
    kept.push({ hash: stored.hash, bytes });
    values.push({ ...one, ...stored });
  }
  await confirmBytes(at, kept);
  return { shown: { print, values }, known: false, uses: values.flatMap((value) => useOf(work, value)) };
}

async function smallCopy(at: WorkspaceContext, work: ItemWork, { recipe, encoding: { frame } }: Extract<Showable, { kind: "image" }>) {
  const framed: ImageRecipe = frame ? resized(recipe, { ...frame, mode: "pad" }) : recipe;
  const small = resized(framed, { width: SHOWN_SIDE, height: SHOWN_SIDE, mode: "inside", colour: "#ffffff" });
  const { bytes, mime, width, height, sources } = await at.images.render({ recipe: small, encoding: SMALL, sources: await work.sources.allOf(small) });
  work.sources.learn(sources);
  return { bytes, mime, width, height };
}

function resized(image: ImageRecipe, to: { readonly width: number; readonly height: number; readonly mode: "pad" | "inside"; readonly colour: string }): ImageRecipe {
  return { kind: "operation", at: "shown", operation: { kind: "resize", ...to }, inputs: [image] };
}

function useOf({ itemId }: ItemWork, value: ShownValue): ImageUseRow[] {
  if (value.kind === "text") return [];
  const { hash, mime, bytes, width, height } = value;
  return [{ hash, mime, bytes, width, height, kind: "step", subject: itemId }];
}
