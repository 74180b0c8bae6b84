import path from "node:path";
import { build } from "../scripts/build.ts";
import { readCatalog } from "../sandbox/seed/catalog.ts";
import { openShop } from "./shop.ts";
import { measureItems } from "./items.ts";
import { printed } from "./report.ts";

await build();
const dir = path.resolve("../shared/catalog");
const shop = await openShop(dir);
try {
  const photos = readCatalog(dir).products.flatMap(({ images }) => (images[0] ? [path.join(dir, images[0].src)] : []));
  console.log(printed(await measureItems(shop, photos)));
} finally {
  await shop.close();
}
process.exit(0);
