import { nameOf } from "#app/core/skill/problem.ts";
import { count, duration } from "#app/ui/format.ts";
import { Icon } from "#app/ui/kit.tsx";
import { Picture } from "#app/ui/picture.tsx";
import { nodeIcon } from "#app/ui/graph-picture.tsx";
import { StateGlyph } from "./state-glyph.tsx";
import { useEditor, useEditorState, useGraph } from "./store.ts";
import type { TestCell } from "./test-cells.ts";
import { Seconds } from "./test-seconds.tsx";
import { exactSpent, stateOf, wordsOf } from "./test-words.ts";
import type { TestState } from "./test-view.ts";
import { inReadingOrder } from "./walk.ts";

/** The results of the live tests: a column for each product, a row for each step that shows something. */
export function TestTable() {
  const editor = useEditor();
  const graph = useGraph();
  const { chosen, tests } = useEditorState((state) => state.test);
  const leftOut = leftOutOf(tests);
  const selected = useEditorState((state) => state.selected);
  const cells = useEditorState(() => editor.testCells());
  if (chosen.length === 0) return <p className="cv-dock-empty">Add one to five products. Each step then shows here what it makes of them, and nothing changes in your shop.</p>;
  const rows = inReadingOrder(graph).filter(({ id }) => chosen.some(({ id: product }) => shows(cells.get(product)?.get(id))));
  const photos = new Map(tests.flatMap(({ products }) => products.map((product) => [product.productId, product.photos] as const)));
  return (
    <table className="cv-tests">
      <thead>
        <tr>
          <th scope="col">Product</th>
          {chosen.map((product) => (
            <th scope="col" key={product.id}>
              <span className="cv-tested">
                <span className="cv-tested-photo"><Picture image={product.photo} alt="" size={32} /></span><span className="cv-name">{product.title}</span>
                <small>{leftOut.get(product.id) ?? photoWords(product.photos ?? photos.get(product.id) ?? null)}</small>
                <button type="button" aria-label={`Leave out ${product.title}`} onClick={() => editor.tell({ ...editor.get().test, chosen: chosen.filter(({ id }) => id !== product.id) })}>×</button>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 ? <tr><td colSpan={chosen.length + 1} className="cv-quiet"><span className="cv-untested">Not tested yet. Test runs the steps on these products; nothing changes in your shop.</span></td></tr> : null}
        {rows.map((node) => (
          <tr key={node.id} className={selected.has(node.id) ? "cv-here" : ""}>
            <th scope="row"><button type="button" onClick={() => { editor.select([node.id]); editor.view?.show(node.id); }}><Icon name={nodeIcon(node.type)} /><span>{nameOf(node, editor.catalog.get(node.type))}</span></button></th>
            {chosen.map(({ id, title }) => <td key={id}><Cell cell={cells.get(id)?.get(node.id)} productId={id} of={`${nameOf(node, editor.catalog.get(node.type))}, ${title}`} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A step that only hands on has no row, unless something is wrong with it. */
function shows(cell: TestCell | undefined): boolean {
  return cell !== undefined && (cell.step.values.length > 0 || cell.step.state !== "done");
}

/** Why the newest test left a product out. */
function leftOutOf([newest]: TestState["tests"]): ReadonlyMap<string, string> {
  return new Map((newest?.leftOut ?? []).map(({ productId, why }) => [productId, `${why}, left out`]));
}

function photoWords(photos: number | null): string {
  if (photos === 0) return "No photo, left out";
  return photos === null ? "" : count(photos, "photo");
}

function Cell({ cell, productId, of }: { readonly cell: TestCell | undefined; readonly productId: string; readonly of: string }) {
  const editor = useEditor();
  const free = useEditorState(({ derived }) => (cell ? derived.cards.get(cell.step.node)?.micros ?? 0 : 0)) === 0 && cell?.step.costMicros === 0;
  if (!cell) return <span className="cv-quiet">Not run</span>;
  const { step, stale } = cell;
  const state = stateOf(cell);
  const index = step.values.findIndex((value) => value.kind === "image");
  const first = step.values[index];
  const pictures = step.values.filter(({ kind }) => kind === "image").length;
  const texts = step.values.filter((value) => value.kind === "text");
  const look = (pin: boolean) => editor.set({ look: { productId, node: step.node, index, pin } });
  return (
    <div className={`cv-cell cv-c-${state}`}>
      {first?.kind === "image" ? <span className="cv-cell-picture"><Picture image={first.image} alt={of} size={88} faded={stale !== null} /></span> : null}
      <div className="cv-cell-words">
        <p className="cv-cell-state"><StateGlyph state={state} /><strong>{wordsOf(cell)}</strong>{step.cached ? <span className="cv-cached">Cached</span> : null}</p>
        {step.state === "running" ? <p className="cv-quiet"><Seconds since={step.startedAt} /></p> : step.state === "queued" ? null : <p className="cv-quiet">{free ? "free" : exactSpent(step.costMicros)} · {duration(step.ms)}{pictures > 1 ? ` · ${count(pictures, "image")}` : ""}</p>}
        {step.say ? <p className="cv-problem">{step.say}</p> : null}
        {texts[0]?.kind === "text" ? <p className="cv-cell-text">{texts.map((value) => (value.kind === "text" ? value.text : "")).join(" · ")}</p> : null}
        {first?.kind === "image" && first.image === null ? <p className="cv-quiet">Kept for its time and deleted. Test again.</p> : null}
        {first?.kind === "image" && first.image !== null ? (
          <p className="cv-cell-actions">
            <button type="button" aria-label={`Pin ${of}`} title="Pin: save to the library" onClick={() => look(true)}><PinGlyph /></button>
            <button type="button" aria-label={`Look at ${of}`} title="Look" onClick={() => look(false)}><Icon name="view" /></button>
          </p>
        ) : null}
      </div>
    </div>
  );
}

function PinGlyph() {
  return <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round"><path d="M5.5 2.5h5M6.3 2.5v4L4.5 9h7L9.7 6.5v-4M8 9v4.5" /></svg>;
}
