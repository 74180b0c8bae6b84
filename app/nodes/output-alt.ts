import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { defineNode, required } from "#app/core/node.ts";
import { altTextOf, slugOf } from "#app/core/text-template.ts";

/** The photo is shown beside its alt text at this size, pixels. */
const SHOWN = 1_024;

export const outputAlt = defineNode({
  type: "output.alt",
  version: 1,
  title: "Alt text of a photo",
  description: "Offers an alt text for a photo that the product has. Publishing writes the text and adds no image.",
  category: "output",
  inputs: { photo: required("image", "Product photo"), altText: required("text", "Alt text") },
  outputs: {},
  params: z.object({}),
  run({ inputs }, { finish, edit, product }) {
    const { photo } = inputs;
    const url = photo.kind === "source" && photo.source.from === "shop" ? photo.source.url : null;
    const media = product.photos.find((one) => one.url === url);
    if (!media) throw new AppError("invalid_skill", "no photo of the product", { say: "An alt text belongs to a photo of the product as it is. Connect the Product step itself." });
    const altText = altTextOf(inputs.altText);
    if (!altText) throw new AppError("answer_corrupt", "an empty alt text", { say: "The alt text is empty." });
    finish({ image: edit({ kind: "resize", width: SHOWN, height: SHOWN, mode: "inside", colour: "#ffffff" }, photo), encoding: { format: "jpeg", quality: 85, frame: null }, fileName: slugOf(product.handle), altText, altOf: media.id });
    return {};
  },
});
