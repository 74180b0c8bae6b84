import sharp from "sharp";
import { z } from "zod";
import type { AppClient } from "./client.ts";
import { SkillPage } from "./pages.ts";

/** What every image of a skill has to be: pixels and format, as the skill's page shows them. */
export interface Promised {
  /** The exact frame, or for a generated image its ratio: width by height, within a twentieth. */
  readonly frame: { readonly width: number; readonly height: number } | { readonly ratio: number };
  readonly format: string;
}

/** Over the whole image, a channel of one flat colour varies by less than this (standard deviation, of 255). */
const FLAT = 2;
const Frame = z.object({ width: z.number(), height: z.number() });
const Ratio = z.object({ ratio: z.string().regex(/^\d+:\d+$/) });
const Format = z.object({ format: z.string() });

/** Reads from the skill's page what it promises: the frame of its background and the format of its output. */
export async function promiseOf(app: AppClient, skillId: string): Promise<Promised> {
  const { skill } = await app.read("app/skill", `/skills/${skillId}`, SkillPage);
  const settings = (type: string, names: readonly string[]) => (skill.nodes.find((node) => node.type === type)?.fields ?? []).filter(({ name }) => names.includes(name));
  const named = (type: string, names: readonly string[]): unknown => Object.fromEntries(settings(type, names).map(({ name, value }) => [name, value]));
  const { format } = Format.parse(named("output.save", ["format"]));
  const frame = Frame.safeParse(named("image.background", ["width", "height"]));
  if (frame.success) return { frame: frame.data, format };
  const [across = 1, down = 1] = Ratio.parse(named("image.generate", ["ratio"])).ratio.split(":").map(Number);
  return { frame: { ratio: across / down }, format };
}

/**
 * The rule of the demo's review. An image is approved when it is an image at all, has exactly the
 * frame and the format that the skill promises, and is not almost one flat colour, which is what a
 * product that vanished in its background looks like. Returns why it is rejected, or null.
 */
export async function judge(bytes: Buffer, promised: Promised): Promise<string | null> {
  const seen = await look(bytes);
  if (!seen) return "It is no image that can be read.";
  if (seen.format !== promised.format) return `It is ${seen.format} and not ${promised.format}.`;
  if (!fits(seen, promised.frame)) return `It is ${seen.width} × ${seen.height} pixels, which is not the frame that the skill promises.`;
  return seen.spread < FLAT ? "It is almost one flat colour." : null;
}

function fits(seen: { width: number; height: number }, frame: Promised["frame"]): boolean {
  if ("ratio" in frame) return Math.abs(seen.width / seen.height / frame.ratio - 1) < 0.05;
  return seen.width === frame.width && seen.height === frame.height;
}

async function look(bytes: Buffer): Promise<{ format: string; width: number; height: number; spread: number } | undefined> {
  try {
    const { format, width, height } = await sharp(bytes).metadata();
    const { channels } = await sharp(bytes).stats();
    return { format, width, height, spread: Math.max(...channels.slice(0, 3).map(({ stdev }) => stdev)) };
  } catch {
    return undefined;
  }
}
