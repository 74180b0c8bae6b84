import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { Colour, MAX_CELLS, MAX_SIDE } from "#app/core/image/recipe.ts";
import { defineNode, required } from "#app/core/node.ts";

const Side = z.int().min(256).max(MAX_SIDE);

export const imageGrid = defineNode({
  type: "image.grid",
  version: 1,
  title: "Grid",
  description: `Puts up to ${MAX_CELLS} images into one: in rows, or one large with the others beside it.`,
  category: "edit",
  inputs: { images: required("images", "Images") },
  outputs: { image: required("image", "Image") },
  params: z.object({
    layout: z.enum(["rows", "lead"]).default("rows").meta({ title: "Layout", labels: { rows: "Rows", lead: "First image large, the others small" } }),
    columns: z.int().min(0).max(MAX_CELLS).default(0).meta({ title: "Images in a row", description: "0 chooses by how many there are.", when: { field: "layout", is: ["rows"] } }),
    fit: z.enum(["contain", "cover"]).default("contain").meta({ title: "How images fit", labels: { contain: "Whole, with room around", cover: "Filling, cut where they must be" } }),
    width: Side.default(2048).meta({ title: "Width", description: "Pixels." }),
    height: Side.default(2048).meta({ title: "Height", description: "Pixels." }),
    gap: z.number().min(0).max(0.1).default(0.02).meta({ title: "Gap", description: "Between images, as a share of the frame's shorter side." }),
    margin: z.number().min(0).max(0.2).default(0.03).meta({ title: "Margin", description: "Around all of them, as a share of the frame's shorter side." }),
    colour: Colour.default("#ffffff").meta({ title: "Colour of the rest" }),
  }),
  example: { use: "One overview picture of all views of a product.", params: { layout: "lead", colour: "#f6f4f1" } },
  run({ inputs, params }, { edit }) {
    if (inputs.images.length === 0) throw new AppError("invalid_input", "a grid of nothing", { say: "There is no image to put into the grid." });
    const images = inputs.images.slice(0, MAX_CELLS);
    const columns = params.columns || Math.min(images.length, Math.max(1, Math.ceil(Math.sqrt((images.length * params.width) / params.height))));
    return { image: edit({ kind: "grid", ...params, columns }, ...images) };
  },
});
