import { z } from "zod";
import { sizeOf } from "../picture.ts";
import { Refused } from "../provider.ts";
import { geminiErrors } from "./errors.ts";

const Inline = z.object({ mimeType: z.string(), data: z.string() });
const Part = z.object({ text: z.string().optional(), inlineData: Inline.optional(), inline_data: z.object({ mime_type: z.string(), data: z.string() }).transform(({ mime_type: mimeType, data }) => ({ mimeType, data })).optional() });
const Content = z.object({ role: z.string().optional(), parts: z.array(Part).default([]) });

/** The body of generateContent, as far as it changes something here. */
export const Body = z.object({
  contents: z.array(Content).min(1), systemInstruction: z.union([Content, z.string()]).optional(),
  generationConfig: z.object({
    responseModalities: z.array(z.string()).optional(), imageConfig: z.object({ aspectRatio: z.string().optional(), imageSize: z.enum(["1K", "2K", "4K"]).optional() }).optional(),
    responseMimeType: z.string().optional(), responseSchema: z.record(z.string(), z.unknown()).optional(), responseJsonSchema: z.record(z.string(), z.unknown()).optional(), seed: z.int().optional(),
  }).default({}),
});
export type Body = z.output<typeof Body>;

export interface Sent {
  /** What the user says, and with it what stands around it. */
  readonly prompt: string;
  readonly all: string;
  readonly images: readonly Buffer[];
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
}

/** The texts and pictures of a body. */
export async function sentIn({ contents, systemInstruction }: Body): Promise<Sent> {
  const parts = contents.flatMap((content) => content.parts);
  const prompt = parts.flatMap(({ text }) => text ?? []).join("\n");
  const system = typeof systemInstruction === "string" ? systemInstruction : (systemInstruction?.parts ?? []).flatMap(({ text }) => text ?? []).join("\n");
  const images = parts.flatMap((part) => part.inlineData ?? part.inline_data ?? []).map(({ data }) => Buffer.from(data, "base64"));
  const sizes = await Promise.all(images.map(async (image) => (await sizeOf(image)) ?? unreadable()));
  return { prompt, all: `${system}\n${prompt}`.trim(), images, sizes };
}

function unreadable(): never {
  throw new Refused(geminiErrors.invalid("Unable to process input image. Please retry or report in the documentation."));
}
