import { useConnection } from "@xyflow/react";
import { refusal } from "./edits/connect.ts";
import { useEditor } from "./store.ts";

/** Beside the pointer: why the port under it does not take the wire. */
export function ConnectionReason() {
  const editor = useEditor();
  const connection = useConnection();
  if (!connection.inProgress || !connection.toHandle || connection.isValid) return null;
  const [one, two] = [connection.fromHandle, connection.toHandle];
  const [from, to] = one.type === "source" ? [one, two] : [two, one];
  const why = one.type === two.type
    ? `An ${one.type === "source" ? "output" : "input"} goes to an ${one.type === "source" ? "input" : "output"}.`
    : refusal(editor.graph, editor.catalog, { from: { node: from.nodeId, port: from.id ?? "" }, to: { node: to.nodeId, port: to.id ?? "" } });
  return why === null ? null : <div className="cv-reason" role="status" style={{ left: connection.pointer.x + 16, top: connection.pointer.y + 12 }}>{why}</div>;
}
