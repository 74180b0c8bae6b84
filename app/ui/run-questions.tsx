import { useFetcher } from "@remix-run/react";
import type { Question } from "#app/core/node.ts";
import { own } from "#app/core/own.ts";
import { FileDrop } from "./file-drop.tsx";
import { Link, Select, TextField } from "./kit.tsx";
import { FieldGrid, Stack } from "./layout.tsx";
import { Picture, Thumb, type PictureSource } from "./picture.tsx";
import { FieldError } from "./states.tsx";
import { errorOf, useAnswered, type Outcome } from "./use-act.ts";

/** What was answered so far, by the key of the question. */
export type Given = Readonly<Record<string, { readonly kind: "text"; readonly text: string } | { readonly kind: "image"; readonly hash: string; readonly image: PictureSource } | undefined>>;

/** A question with the key of its answer, and what it can be answered with from the library. */
export interface Asked {
  readonly key: string;
  readonly question: Question;
  readonly assets: readonly { readonly id: string; readonly name: string; readonly image: PictureSource & { readonly hash: string } }[];
}

/** The run form: one control a question. */
export function RunQuestions({ asked, given, error, onGive }: {
  readonly asked: readonly Asked[];
  readonly given: Given;
  readonly error: { readonly say: string; readonly field: string | null } | null;
  readonly onGive: (key: string, answer: NonNullable<Given[string]>) => void;
}) {
  const short = asked.filter(({ question }) => question.kind === "text" || question.kind === "choice");
  const pictures = asked.filter(({ question }) => question.kind === "upload" || question.kind === "asset");
  const errorAt = (key: string) => (error?.field === `answers.${key}` ? error.say : undefined);
  return (
    <Stack>
      {pictures.map(({ key, question, assets }) => {
        const answer = given[key];
        const image = answer?.kind === "image" ? answer : null;
        return question.kind === "upload"
          ? <UploadQuestion key={key} label={question.label} help={question.help} image={image} error={errorAt(key)} onGive={(value) => onGive(key, value)} />
          : <AssetQuestion key={key} label={question.label} help={question.help} assets={assets} chosen={image?.hash ?? null} error={errorAt(key)} onGive={(value) => onGive(key, value)} />;
      })}
      <FieldGrid>
        {short.map(({ key, question }) => {
          const answer = given[key];
          const text = answer?.kind === "text" ? answer.text : "";
          const give = (value: string) => onGive(key, { kind: "text", text: value });
          if (question.kind === "choice") return <Select key={key} label={question.label} help={question.help || undefined} error={errorAt(key)} value={text} options={question.options.map((value) => ({ value, label: own(question.labels, value) ?? value }))} onChange={give} />;
          return question.kind === "text" ? <TextField key={key} label={question.label} help={question.help || undefined} error={errorAt(key)} value={text} maxLength={question.maxLength} onChange={give} /> : null;
        })}
      </FieldGrid>
    </Stack>
  );
}

type Uploaded = { readonly did: "uploaded"; readonly hash: string; readonly image: PictureSource } | { readonly did: "viewed" } | { readonly did: "started" };

function UploadQuestion({ label, help, image, error, onGive }: {
  readonly label: string; readonly help: string; readonly image: { readonly image: PictureSource } | null; readonly error: string | undefined;
  readonly onGive: (answer: { readonly kind: "image"; readonly hash: string; readonly image: PictureSource }) => void;
}) {
  const fetcher = useFetcher<Outcome<Uploaded>>();
  useAnswered<Uploaded>(fetcher.data, (result) => {
    if (result.did === "uploaded") onGive({ kind: "image", hash: result.hash, image: result.image });
  });
  const send = ([file]: readonly File[]) => {
    if (!file) return;
    const form = new FormData();
    form.set("file", file);
    fetcher.submit(form, { method: "post", encType: "multipart/form-data" });
  };
  return (
    <div className="pc-question" role="group" aria-label={label}>
      <span className="pc-label">{label}</span>
      <div className="pc-upload">
        {image ? <Thumb image={image.image} alt={`Uploaded: ${label}`} size={72} /> : null}
        <div className="pc-grow"><FileDrop label={image ? "Choose another file" : "Choose a file"} note="JPEG, PNG, WebP or GIF, up to 50 megapixels" busy={fetcher.state !== "idle"} error={errorOf(fetcher)?.say ?? error} onFiles={send} /></div>
      </div>
      {help ? <span className="pc-small">{help}</span> : null}
    </div>
  );
}

function AssetQuestion({ label, help, assets, chosen, error, onGive }: {
  readonly label: string; readonly help: string; readonly assets: Asked["assets"]; readonly chosen: string | null; readonly error: string | undefined;
  readonly onGive: (answer: { readonly kind: "image"; readonly hash: string; readonly image: PictureSource }) => void;
}) {
  return (
    <fieldset className="pc-question">
      <legend className="pc-label">{label}</legend>
      {assets.length === 0 ? <p className="pc-quiet">This folder is empty. Put images into it in the <Link to="library">Asset Library</Link>.</p> : (
        <div className="pc-assets">
          {assets.map(({ id, name, image }) => (
            <label key={id} className="pc-asset-choice">
              <input type="radio" name={label} checked={chosen === image.hash} onChange={() => onGive({ kind: "image", hash: image.hash, image })} />
              <Picture image={image} alt="" size={138} /><span>{name}</span>
            </label>
          ))}
        </div>
      )}
      {help ? <span className="pc-small">{help}</span> : null}
      {error ? <FieldError>{error}</FieldError> : null}
    </fieldset>
  );
}
