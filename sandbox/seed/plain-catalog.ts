import fs from "node:fs";
import path from "node:path";
import sharp from "sharp";

/** Writes a catalog of so many products with one small photo each, in Shopify's product CSV form. Titles, and with them prompts, are all different. */
export async function plainCatalog(folder: string, products: number): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  const product = await sharp({ create: { width: 160, height: 220, channels: 3, background: "#7a4f2a" } }).png().toBuffer();
  await sharp({ create: { width: 400, height: 400, channels: 3, background: "#ffffff" } }).composite([{ input: product }]).jpeg().toFile(path.join(folder, "photo.jpg"));
  const rows = Array.from({ length: products }, (_, index) => `drill-${index},Drill ${index},Active,photo.jpg`);
  fs.writeFileSync(path.join(folder, "products.csv"), ["Handle,Title,Status,Image Src", ...rows, ""].join("\n"));
}
