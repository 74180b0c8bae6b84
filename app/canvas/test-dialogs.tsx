import { useEffect, useState } from "react";
import { nameOf } from "#app/core/skill/problem.ts";
import { count } from "#app/ui/format.ts";
import { Button, TextField } from "#app/ui/kit.tsx";
import { Picture } from "#app/ui/picture.tsx";
import { FieldError } from "#app/ui/states.tsx";
import { Over } from "./dialogs.tsx";
import { useEditor, useEditorState, type TestLook } from "./store.ts";
import type { TestedProduct } from "./test-view.ts";

/** A picture of a test, large; and its name, to keep it in the library. */
export function LookDialog() {
  const look = useEditorState((state) => state.look);
  return look ? <Look key={`${look.productId} ${look.node} ${look.index}`} look={look} /> : null;
}

function Look({ look }: { readonly look: TestLook }) {
  const editor = useEditor();
  const cell = useEditorState(() => editor.testCells().get(look.productId)?.get(look.node));
  const product = useEditorState((state) => state.test.chosen.find(({ id }) => id === look.productId));
  const node = editor.graph.nodes.find(({ id }) => id === look.node);
  const step = node ? nameOf(node, editor.catalog.get(node.type)) : look.node;
  const [name, setName] = useState(`${product?.title ?? ""}, ${step}`.slice(0, 120));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const value = cell?.step.values[look.index];
  const pictures = cell?.step.values.flatMap((one, index) => (one.kind === "image" ? [index] : [])) ?? [];
  const close = () => editor.set({ look: null });
  if (!cell || value?.kind !== "image") return null;
  const pin = async () => {
    setBusy(true);
    const why = await editor.tester?.pin({ itemId: cell.itemId, node: look.node, value, name }) ?? null;
    setBusy(false);
    if (why !== null) return setError(why);
    close();
  };
  const at = pictures.indexOf(look.index);
  const go = (to: number) => { const index = pictures[to]; if (index !== undefined) editor.set({ look: { ...look, index } }); };
  return (
    <Over title={`${step}, ${product?.title ?? ""}`} onClose={close} wide>
      <div className="cv-look"><Picture image={value.image} alt={`${step}, ${product?.title ?? ""}`} size={480} eager /></div>
      {pictures.length > 1 ? <div className="cv-row"><Button disabled={at === 0} onAction={() => go(at - 1)}>Before</Button><span>{at + 1} of {pictures.length}</span><Button disabled={at === pictures.length - 1} onAction={() => go(at + 1)}>Next</Button></div> : null}
      <TextField label="Name in the library" help="It is saved in full size, in the folder Pins." value={name} onChange={setName} maxLength={120} />
      {error ? <FieldError>{error}</FieldError> : null}
      <div className="cv-row cv-end"><Button onAction={close}>Close</Button><Button variant="primary" disabled={name.trim() === "" || busy || value.image === null} onAction={() => void pin()}>Pin</Button></div>
    </Over>
  );
}

/** Finds a product of the shop by its name, where the surroundings have no picker. */
export function ProductSearch({ chosen, onChoose, onClose }: { readonly chosen: readonly TestedProduct[]; readonly onChoose: (product: TestedProduct) => void; readonly onClose: () => void }) {
  const editor = useEditor();
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly TestedProduct[] | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => void editor.tester?.products({ search: text }).then((products) => { if (!gone) setFound(products); }), 200);
    return () => { gone = true; clearTimeout(timer); };
  }, [editor, text]);
  const left = found?.filter(({ id }) => !chosen.some((one) => one.id === id)) ?? [];
  return (
    <Over title="Add a product to the test" onClose={onClose}>
      <TextField label="Search products" value={text} onChange={setText} maxLength={200} />
      {found !== null && left.length === 0 ? <p className="cv-quiet">No product is called that.</p> : null}
      <ul className="cv-found">{left.map((product) => (
        <li key={product.id}><button type="button" onClick={() => onChoose(product)}><span className="cv-tested-photo"><Picture image={product.photo} alt="" size={32} /></span><span>{product.title}</span><small>{product.photos === null ? "" : count(product.photos, "photo")}</small></button></li>
      ))}</ul>
    </Over>
  );
}
