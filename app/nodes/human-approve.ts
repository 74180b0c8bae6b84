import { z } from "zod";
import { defineNode, optional, required } from "#app/core/node.ts";

export const humanApprove = defineNode({
  type: "human.approve",
  version: 1,
  title: "Human approval",
  description: "Stops and shows a person the image before the skill goes on. A connected text can be edited. A rejected product ends here.",
  category: "edit",
  inputs: { image: required("image", "Image"), text: optional("text", "Text to edit") },
  outputs: { image: optional("image", "Approved image"), text: optional("text", "Approved text") },
  params: z.object({
    question: z.string().min(1, "Write what is to be decided").max(120).default("Is this good to go on?").meta({ title: "Question", description: "What the person reads above the image." }),
    instructions: z.string().max(600).default("").meta({ title: "What to look for", field: "long-text" }),
    days: z.int().min(1).max(14).default(7).meta({ title: "Days to decide", description: "1 to 14. The product waits as long." }),
    atExpiry: z.enum(["stop", "go-on"]).default("stop").meta({ title: "Where nobody decides", labels: { "stop": "The product is given up", "go-on": "The product goes on" } }),
  }),
  example: { use: "Look at each scene before it is made large, which costs most.", params: { question: "Make this one large?", instructions: "The product must look as it is.", days: 3 } },
  async run({ inputs, params }, { decide }) {
    const { approved, text } = await decide({ ...params, image: inputs.image, text: inputs.text ?? null });
    return approved ? { image: inputs.image, ...(text === null ? {} : { text }) } : {};
  },
});
