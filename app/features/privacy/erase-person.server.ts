import type { Context } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { Sighting } from "./search-person.server.ts";

/**
 * Takes a person out of one row: what named them becomes “[removed]”, also in a published version, which
 * nothing else changes. A draft counts as changed, so that an open builder cannot bring them back.
 */
export async function erasePerson(context: Context, workspaceId: string, { table, key, written }: Sighting): Promise<void> {
  await withWorkspace({ db: context.db, workspaceId }, async (tx) => {
    for (const literal of [...written].sort((a, b) => b.length - a.length)) {
      if (table.name === "SkillVersion") {
        await tx.$executeRaw`select erase_from_version(${key[0]}::uuid, ${literal})`;
        continue;
      }
      const blank = blankFor(table.name, key, literal);
      const keys = new Set(table.key.map(({ name }) => name));
      const changes = table.columns.filter(({ name }) => !keys.has(name)).map(({ quoted, type }) => `${quoted} = replace(${quoted}::text, $1, $2)::${type}`);
      if (table.name === "Skill") changes.push(`"draftRevision" = "draftRevision" + 1`);
      const where = table.key.map(({ quoted, type }, place) => `${quoted} = $${place + 3}::text::${type}`);
      // Names come quoted from the catalog; values are parameters.
      await tx.$executeRawUnsafe(`update ${table.quoted} set ${changes.join(", ")} ${where.length ? `where ${where.join(" and ")}` : ""}`, literal, blank, ...key);
    }
  });
}

function blankFor(table: string, key: readonly string[], literal: string): string {
  // Names of folders are unique.
  if (table === "Folder") return `[removed ${key[0]?.slice(0, 8)}]`;
  // Digits alone may be a number in JSON, and must stay one.
  return /^\d+$/.test(literal) ? "0" : "[removed]";
}
