import fs from "node:fs";
import path from "node:path";
import sharp from "sharp";
import type { AppClient } from "./client.ts";
import { contactSheet, TILE, type Pair } from "./contact-sheet.ts";
import type { Output } from "./pages.ts";
import type { ShopState } from "./shop.ts";

/** Writes the pictures of a demo into a folder. */
export interface Pictures {
  /** The photo and the image made of it, as the app keeps them: NNN-handle-before and NNN-handle-after. */
  keep(output: Output, bytes: Buffer): Promise<void>;
  /** contact-sheet.jpg with all of them. Returns its path. */
  finish(title: string): Promise<string>;
}

/** Pictures of a demo in `folder`; pictures of an earlier demo there are removed, other files stay. */
export function picturesIn(folder: string, app: AppClient, products: ShopState["products"]): Pictures {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(folder)) if (/^\d{3,}-.+-(before|after)\.\w+$/.test(name) || name === "contact-sheet.jpg") fs.rmSync(path.join(folder, name));
  const handles = new Map(products.map(({ id, handle }) => [id, handle]));
  const pairs: Pair[] = [];
  return {
    keep: async (output, after) => {
      const number = String(pairs.length + 1).padStart(3, "0");
      const name = `${number}-${(handles.get(output.productId) ?? "product").replace(/[^\p{L}\p{N}-]/gu, "-")}`;
      const before = output.before ? await app.bytes(output.before.full) : undefined;
      if (before) await write(path.join(folder, `${name}-before`), before);
      await write(path.join(folder, `${name}-after`), after);
      pairs.push({ title: output.productTitle, before: before ? await tile(before) : undefined, after: await tile(after) });
    },
    finish: async (title) => {
      const file = path.join(folder, "contact-sheet.jpg");
      fs.writeFileSync(file, await contactSheet(title, pairs));
      return file;
    },
  };
}

async function write(stem: string, bytes: Buffer): Promise<void> {
  const { format } = await sharp(bytes).metadata();
  fs.writeFileSync(`${stem}.${format === "jpeg" ? "jpg" : format}`, bytes);
}

function tile(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes).autoOrient().resize(TILE, TILE, { fit: "contain", background: "#ffffff00" }).png().toBuffer();
}
