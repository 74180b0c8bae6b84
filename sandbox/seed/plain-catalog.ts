import fs from "node:fs";
import path from "node:path";
import sharp from "sharp";

/** Writes a catalog of so many products with one small photo each, all different, in Shopify's product CSV form. Titles, and with them prompts, are all different; all have one tag. */
export async function plainCatalog(folder: string, products: number): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  const rows: string[] = [];
  for (let index = 0; index < products; index += 1) {
    const background = { r: index % 200, g: (index * 7) % 200, b: Math.floor(index / 200) };
    const product = await sharp({ create: { width: 160, height: 220, channels: 3, background } }).png().toBuffer();
    await sharp({ create: { width: 400, height: 400, channels: 3, background: "#ffffff" } }).composite([{ input: product }]).jpeg().toFile(path.join(folder, `${index}.jpg`));
    rows.push(`plain-${index},Plain ${index},photographed,Active,${index}.jpg`);
  }
  fs.writeFileSync(path.join(folder, "products.csv"), ["Handle,Title,Tags,Status,Image Src", ...rows, ""].join("\n"));
}
