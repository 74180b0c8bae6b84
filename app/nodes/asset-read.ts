import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { storedImage } from "#app/core/image/recipe.ts";
import { defineNode, required } from "#app/core/node.ts";

export const assetRead = defineNode({
  type: "asset.read",
  version: 1,
  title: "Asset Library",
  description: "Takes an image of the library, fixed here or chosen by the person who runs the skill.",
  category: "input",
  inputs: {},
  outputs: { image: required("image", "Image") },
  params: z.object({
    mode: z.enum(["fixed", "ask"]).default("ask").meta({ title: "Who chooses", labels: { fixed: "Fixed here", ask: "Asked of the runner" } }),
    asset: z.string().max(40).default("").meta({ title: "Image", description: "The same for every run.", field: "asset", when: { field: "mode", is: ["fixed"] } }),
    folder: z.string().max(60).default("Backgrounds").meta({ title: "Folder", description: "The runner chooses from this folder.", field: "folder", when: { field: "mode", is: ["ask"] } }),
    label: z.string().min(1).max(60).default("Background").meta({ title: "Label", description: "What the runner reads above the field.", when: { field: "mode", is: ["ask"] } }),
  }),
  example: { use: "Let the runner choose a background for all products.", params: { mode: "ask", folder: "Backgrounds", label: "Background" } },
  asks: ({ mode, label, folder }) => (mode === "ask" ? { kind: "asset", label, help: `From the folder “${folder}”.`, folder } : undefined),
  async run({ params }, { answer, asset }) {
    if (params.mode === "ask") {
      if (answer?.kind !== "image") throw new AppError("missing_answer", "no asset chosen");
      return { image: storedImage(answer.hash) };
    }
    if (!params.asset) throw new AppError("missing_asset", "no asset set", { say: "This skill names no image of the library. Choose one in its settings." });
    return { image: await asset(params.asset) };
  },
});
