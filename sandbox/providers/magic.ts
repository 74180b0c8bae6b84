/** Words in a prompt that make a request behave in a special way, for a person to try. */
export const MAGIC = {
  "[moderated]": "is refused by the safety system",
  "[no image]": "is answered without an image",
  "[slow]": "takes some seconds more",
  "[error]": "fails with an error of the server's and is not charged",
  "[rate limit]": "is refused as one too many",
  "[reject]": "makes a text model judge badly: no, false, the lowest number",
} as const;
export type Magic = keyof typeof MAGIC;

/** Whether a prompt has a magic word. */
export function asks(prompt: string, magic: Magic): boolean {
  return prompt.toLowerCase().includes(magic);
}

export function isSlow(prompt: string): boolean {
  return asks(prompt, "[slow]");
}
