import type { FoundPlace } from "./views.ts";

const WORDS: Readonly<Record<string, string>> = {
  Skill: "The draft of a skill", SkillVersion: "A version of a skill", Run: "The answers of a run", Item: "A product of a run", Step: "What a step of a run made", Approval: "A question of a run", Output: "The name or alt text of an image",
  Call: "What a provider answered", Asset: "The name or record of an asset", Folder: "The name of a folder", Publication: "The title of a publication", PublicationProduct: "A product of a publication", PublicationMedia: "An image of a publication, or the photo that it replaced",
  ProviderKey: "The label of an API key", KeyEvent: "The log of keys", Notice: "A notice", Workspace: "The name of the workspace", Shop: "The name of the shop",
};
const PATHS: Readonly<Record<string, (key: string) => string>> = { Skill: (key) => `skills/${key}`, Run: (key) => `runs/${key}`, Publication: (key) => `publications/${key}`, Asset: () => "library", Folder: () => "library", ProviderKey: () => "keys", KeyEvent: () => "keys" };

/** A row in words, with the page that shows it where there is one. A table without a word of its own says its name. */
export function foundPlace(table: string, key: string): FoundPlace {
  return { what: WORDS[table] ?? `A record of “${table.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase()}”`, path: PATHS[table]?.(key) ?? null };
}
