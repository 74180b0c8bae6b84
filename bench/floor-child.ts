import fs from "node:fs";
import sharp from "sharp";
import { z } from "zod";
import { whiteSquare as skill } from "../app/features/skills/templates/white-square.ts";
import { measure, render } from "../app/platform/decode/render.ts";
import { renderTemplate } from "../scripts/render-template.ts";
import { whiteSquare } from "./floor-sharp.ts";

const Task = z.object({ floor: z.enum(["sharp", "renderer"]), file: z.string() });

// One core each, as the product's own decoding processes are set.
sharp.concurrency(1);
sharp.cache(false);

/** Makes one image and forgets it; says whether it could be made. */
async function make({ floor, file }: z.output<typeof Task>): Promise<boolean> {
  const photo = fs.readFileSync(file);
  if (floor === "sharp") return (await whiteSquare(photo)).byteLength > 0;
  const made = await renderTemplate({ render: ({ recipe, encoding, sources }) => render(recipe, encoding, sources), measure: ({ recipe, sources }) => measure(recipe, sources) }, skill.graph, photo);
  return made.bytes.byteLength > 0;
}

process.on("message", (message: unknown) => {
  void make(Task.parse(message)).catch(() => false).then((made) => process.send?.({ made }));
});
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });
