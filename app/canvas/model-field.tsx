import type { FieldView } from "#app/core/skill/fields.ts";
import { Link, Select } from "#app/ui/kit.tsx";
import { useEditor } from "./store.ts";

/** The model of a step: with its provider, whether a key is there, and if not, models whose key is. */
export function ModelField({ field, error, onChange }: { readonly field: FieldView; readonly error: string | undefined; readonly onChange: (value: string) => void }) {
  const editor = useEditor();
  const model = editor.models.get(String(field.value));
  const provider = editor.shelf.providers.find(({ id }) => id === model?.provider);
  const connected = field.options.filter(({ value }) => {
    const other = editor.models.get(value);
    return other && other.id !== model?.id && editor.shelf.providers.some(({ id, works }) => works && id === other.provider);
  });
  const help = model ? [provider?.title ?? model.provider, `${Math.round(model.typicalMs / 1000)} s on average`, `price of ${model.asOf}`].join(" · ") : undefined;
  return (
    <div className="cv-model">
      <Select label={field.title} help={[help, field.help].filter(Boolean).join(". ")} error={error} value={String(field.value)} options={field.options} onChange={onChange} disabled={!editor.mayEdit} />
      {provider && !provider.works ? (
        <div className="cv-model-key">
          <p className="cv-caution">{`${provider.title} has no working API key here.`}</p>
          <Link to="keys">{`Add ${provider.title} key`}</Link>
          {connected.length > 0 ? <p className="cv-quiet">Models whose key is connected</p> : null}
          {connected.map(({ value, label }) => <button key={value} type="button" className="cv-model-row" onClick={() => onChange(value)}><span>{label}</span><span className="cv-quiet">Use it</span></button>)}
        </div>
      ) : null}
    </div>
  );
}
