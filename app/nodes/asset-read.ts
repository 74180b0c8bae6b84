import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { storedImage } from "#app/core/image/recipe.ts";
import { defineNode, optional } from "#app/core/node.ts";

export const assetRead = defineNode({
  type: "asset.read",
  version: 1,
  title: "Asset Library",
  description: "Takes an image of the library, fixed here or chosen by the person who runs the skill, or every image of a folder.",
  category: "input",
  inputs: {},
  outputs: { image: optional("asset", "Image"), images: optional("images", "Images of the folder", { most: { setting: "most" } }) },
  params: z.object({
    mode: z.enum(["fixed", "ask", "folder"]).default("ask").meta({ title: "Which image", labels: { fixed: "Fixed here", ask: "Asked of the runner", folder: "Every image of a folder" } }),
    asset: z.string().max(40).default("").meta({ title: "Image", description: "The same for every run.", field: "asset", when: { field: "mode", is: ["fixed"] } }),
    folder: z.string().max(60).default("Backgrounds").meta({ title: "Folder", description: "The runner chooses from this folder, or all of it is taken.", field: "folder", when: { field: "mode", is: ["ask", "folder"] } }),
    label: z.string().min(1).max(60).default("Background").meta({ title: "Label", description: "What the runner reads above the field.", when: { field: "mode", is: ["ask"] } }),
    most: z.int().min(1).max(20).default(8).meta({ title: "Images, at most", description: "The first by name.", when: { field: "mode", is: ["folder"] } }),
  }),
  example: { use: "Let the runner choose a background for all products.", params: { mode: "ask", folder: "Backgrounds", label: "Background" } },
  asks: ({ mode, label, folder }) => (mode === "ask" ? { kind: "asset", label, help: `From the folder “${folder}”.`, folder } : undefined),
  async run({ params }, { answer, asset, folder }) {
    if (params.mode === "folder") {
      const images = await folder(params.folder, params.most);
      if (images.length === 0) throw new AppError("missing_asset", "an empty folder", { say: `The folder “${params.folder}” of the Asset Library has no image. Put some into it, or choose another folder in the skill.` });
      return { images: images.map(({ image }) => image) };
    }
    if (params.mode === "ask") {
      if (answer?.kind !== "image") throw new AppError("missing_answer", "no asset chosen");
      return { image: { name: params.label, image: storedImage(answer.hash) } };
    }
    if (!params.asset) throw new AppError("missing_asset", "no asset set", { say: "This skill names no image of the library. Choose one in its settings." });
    return { image: await asset(params.asset) };
  },
});
