import { slugOf } from "#app/core/text-template.ts";

/** A file's name for search engines, without ending: the one that the skill gives, or else the product, its variant and the skill in words. */
export function suggestedName({ handle, variant = "" }: { readonly handle: string; readonly variant?: string | undefined }, fileName: string, skillName: string): string {
  return fileName === slugOf(handle) || fileName === "image" ? slugOf(`${handle} ${variant} ${skillName}`) : slugOf(fileName);
}

/** The same with a number where another file of the product has it already. */
export function numbered(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name.slice(0, 76)}-${before + 1}`;
  });
}
