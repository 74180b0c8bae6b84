import type { AnyNode } from "#app/core/node.ts";
import { assetRead } from "./asset-read.ts";
import { checkChannel } from "./check-channel.ts";
import { choiceInput } from "./choice-input.ts";
import { flowRoute } from "./flow-route.ts";
import { humanApprove } from "./human-approve.ts";
import { imageChoose } from "./image-choose.ts";
import { imageEdit } from "./image-edit.ts";
import { imageGenerate } from "./image-generate.ts";
import { imageAdjust } from "./image-adjust.ts";
import { imageBackground } from "./image-background.ts";
import { imageGrid } from "./image-grid.ts";
import { imageMask } from "./image-mask.ts";
import { imageMatchColour } from "./image-match-colour.ts";
import { imageOverlay } from "./image-overlay.ts";
import { imageRemoveBackground } from "./image-remove-background.ts";
import { imageResize } from "./image-resize.ts";
import { imageShadow } from "./image-shadow.ts";
import { listVariations } from "./list-variations.ts";
import { llmDescribe } from "./llm-describe.ts";
import { llmWrite } from "./llm-write.ts";
import { outputAlt } from "./output-alt.ts";
import { outputSave } from "./output-save.ts";
import { productRead } from "./product-read.ts";
import { textAlt } from "./text-alt.ts";
import { textInput } from "./text-input.ts";
import { uploadRead } from "./upload-read.ts";

/** Every node, in the order in which a palette shows them. */
export const NODES: readonly AnyNode[] = [productRead, assetRead, uploadRead, textInput, choiceInput, listVariations, llmWrite, llmDescribe, textAlt, imageGenerate, imageEdit, imageRemoveBackground, imageMask, imageBackground, imageShadow, imageAdjust, imageMatchColour, imageGrid, imageResize, imageOverlay, imageChoose, flowRoute, humanApprove, checkChannel, outputSave, outputAlt];

const byType = new Map(NODES.map((node) => [node.type, node]));

/** Looks nodes up by their type. */
export const nodeRegistry = { get: (type: string): AnyNode | undefined => byType.get(type), all: () => NODES };
