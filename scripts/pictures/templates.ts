import fs from "node:fs";
import sharp from "sharp";
import { quoteOf } from "../../app/core/skill/quote.ts";
import { nodeRegistry } from "../../app/nodes/registry.ts";
import { modelCatalog } from "../../app/providers/catalog.ts";
import { TEMPLATES } from "../../app/features/skills/templates/templates.ts";
import { createDecodePool } from "../../app/platform/decode/pool.server.ts";
import { drawPhoto } from "../../sandbox/seed/draw.ts";
import { SEED_PRODUCTS } from "../../sandbox/seed/products.ts";
import { renderTemplate } from "../render-template.ts";

/** Which of the sandbox's own products each template is shown on. */
const SHOWN: Readonly<Record<string, string>> = { "white-square": "Morning Mug", "studio-colour": "Alba Vase", "marketplace-main": "City Backpack" };
const SIDE = 640;

/** Remakes public/templates: the photo before, and what the template really makes of it. */
export async function makeTemplatePictures(): Promise<void> {
  const desk = createDecodePool({ children: 1, timeoutMs: 60_000, memoryMb: 900 });
  // Those that need a key show nothing that was not made with one.
  for (const { id, graph } of TEMPLATES.filter((template) => quoteOf(template.graph, nodeRegistry, modelCatalog, 1).lines.length === 0)) {
    const product = SEED_PRODUCTS.find(({ title }) => title === SHOWN[id]);
    const photo = product?.photos[id === "studio-colour" ? 1 : 0];
    if (!photo) throw new Error(`no product is named for the template ${id}`);
    const before = await drawPhoto(photo.draw, photo.scene, 5);
    const after = await renderTemplate(desk, graph, before);
    for (const [name, bytes] of [["before", before], ["after", after.bytes]] as const) {
      fs.writeFileSync(`public/templates/${id}-${name}.webp`, await sharp(bytes).resize(SIDE, SIDE).webp({ quality: 84 }).toBuffer());
    }
  }
  await desk.close();
}
