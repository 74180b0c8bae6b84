import type { FieldView } from "#app/core/skill/fields.ts";
import { applies } from "#app/core/skill/applies.ts";
import { nodeIcon } from "./graph-picture.tsx";
import { Icon, TextField } from "./kit.tsx";
import { Card, FieldGrid } from "./layout.tsx";
import type { Suggestion } from "./mention-at.ts";
import { SettingsField } from "./settings-field.tsx";
import type { SkillDraft } from "./use-skill-draft.ts";

/** The settings of every step, in the order of the graph. */
export function SkillSettings({ nodes, draft, error, disabled, latest, folders, assets }: {
  readonly nodes: readonly { readonly id: string; readonly type: string; readonly title: string; readonly fields: readonly FieldView[]; readonly mentions: readonly Suggestion[] }[];
  readonly draft: SkillDraft;
  readonly error: { readonly say: string; readonly field: string | null } | null;
  readonly disabled: boolean;
  readonly latest: number | null;
  readonly folders: readonly string[];
  readonly assets: readonly { readonly id: string; readonly name: string }[];
}) {
  const errorAt = (path: string) => (error?.field === path ? error.say : undefined);
  return (
    <Card title="Settings" note={disabled ? "Only builders and the owner change these." : "What an editor decides. Questions to the person who runs it are on the run form."}>
      <div className="pc-settings-group"><FieldGrid><TextField label="Name of the skill" value={draft.name} onChange={draft.setName} maxLength={80} disabled={disabled} error={errorAt("name")} /></FieldGrid><div className="pc-below"><TextField label="What it does" help="For those who run it, in a sentence." value={draft.description} onChange={draft.setDescription} maxLength={300} disabled={disabled} error={errorAt("description")} /></div></div>
      {nodes.filter(({ fields }) => fields.length > 0).map(({ id, type, title, fields, mentions }) => (
        <div key={id} id={`settings-${id}`} className="pc-settings-group">
          <h3><Icon name={nodeIcon(type)} />{title}</h3>
          <FieldGrid>
            {fields.filter(({ when }) => applies(when, fields, (other) => draft.get(id, other))).map((field) => (
              <SettingsField
                key={field.name} field={field} draft={draft.get(id, field)} error={errorAt(`${id}.${field.name}`)} disabled={disabled} latest={latest} folders={folders} assets={assets} mentions={mentions}
                onChange={(value) => draft.set(id, field.name, value)}
              />
            ))}
          </FieldGrid>
        </div>
      ))}
    </Card>
  );
}
