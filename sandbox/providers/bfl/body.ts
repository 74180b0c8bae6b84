import { z } from "zod";
import { sizeFor, sixteenths, sizeOf } from "../picture.ts";
import { Refused } from "../provider.ts";
import { bflErrors } from "./errors.ts";

const MEGAPIXEL = 1024 ** 2;
const MOST_MEGAPIXELS = 4;
const image = z.string().nullish();

/** The bodies of all models that the sandbox has, as far as they change something here. */
export const Body = z.object({
  prompt: z.string().nullish(), seed: z.int().nullish(), width: z.int().min(0).nullish(), height: z.int().min(0).nullish(), aspect_ratio: z.string().nullish(), output_format: z.enum(["png", "jpeg"]).nullish(),
  image, mask: image, input_image: image, input_image_2: image, input_image_3: image, input_image_4: image, input_image_5: image, input_image_6: image, input_image_7: image, input_image_8: image,
});
export type Body = z.output<typeof Body>;

export interface Plan {
  readonly references: readonly Buffer[];
  readonly mask: Buffer | undefined;
  readonly width: number;
  readonly height: number;
  /** Megapixels of each image that was sent, and of the one that is made. */
  readonly sent: readonly number[];
  readonly made: number;
}

/** Reads the images of a body and decides on the size of the picture. */
export async function planOf(model: string, body: Body): Promise<Plan> {
  const fills = model === "flux-pro-1.0-fill";
  if (fills && !body.image) refuse("image: Field required");
  if (!fills && !body.prompt) refuse("prompt: Field required");
  const given = fills ? [body.image] : [body.input_image, body.input_image_2, body.input_image_3, body.input_image_4, body.input_image_5, body.input_image_6, body.input_image_7, body.input_image_8];
  const references = given.flatMap((one) => (one ? [decoded(one)] : []));
  const sizes = await Promise.all(references.map(async (one) => (await sizeOf(one)) ?? refuse("The image cannot be read.")));
  const mask = fills && body.mask ? decoded(body.mask) : undefined;
  if (mask && !(await sizeOf(mask))) refuse("The mask cannot be read.");
  const { width, height } = frameFor(body, fills, sizes[0]);
  const made = (width * height) / MEGAPIXEL;
  if (made > MOST_MEGAPIXELS) refuse(`At most ${MOST_MEGAPIXELS} megapixels.`);
  return { references, mask, width, height, sent: sizes.map((size) => (size.width * size.height) / MEGAPIXEL), made };
}

function frameFor(body: Body, fills: boolean, first: { width: number; height: number } | undefined): { width: number; height: number } {
  if (fills && first) return first;
  if (body.width && body.height) {
    if (body.width % 16 || body.height % 16 || Math.min(body.width, body.height) < 64) refuse("width and height: multiples of 16, at least 64.");
    return { width: body.width, height: body.height };
  }
  if (body.aspect_ratio) return sizeFor(body.aspect_ratio, MEGAPIXEL) ?? refuse("aspect_ratio: between 21:9 and 9:21.");
  if (!first) return { width: 1024, height: 1024 };
  const scale = Math.sqrt(MEGAPIXEL / (first.width * first.height));
  return { width: sixteenths(first.width * scale), height: sixteenths(first.height * scale) };
}

/** Base64, with or without the head of a data URL. An address is not fetched. */
function decoded(text: string): Buffer {
  if (/^https?:/.test(text)) refuse("This sandbox fetches no addresses: send the image as base64.");
  return Buffer.from(text.replace(/^data:image\/[\w.+-]+;base64,/, ""), "base64");
}

function refuse(message: string): never {
  throw new Refused(bflErrors.invalid(message, 422));
}
