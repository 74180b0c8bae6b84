import { z } from "zod";

/** What an item of a run stands for: a product, one photo of it ("image"), or one variant of it. */
export const Unit = z.enum(["product", "image", "variant"]);
export type Unit = z.output<typeof Unit>;
