/** A circle as the ids along it, first and last the same; undefined where there is none. Iterative, so that a long chain cannot overflow. */
export function findCycle(needs: readonly { readonly from: string; readonly to: string }[], ids: readonly string[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of needs) {
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  const clear = new Set<string>();
  for (const id of ids) {
    const path: string[] = [];
    const on = new Set<string>();
    const stack = [{ id, leaving: false }];
    for (let step = stack.pop(); step; step = stack.pop()) {
      if (step.leaving) { path.pop(); on.delete(step.id); clear.add(step.id); continue; }
      if (clear.has(step.id)) continue;
      if (on.has(step.id)) return [...path.slice(path.indexOf(step.id)), step.id];
      path.push(step.id);
      on.add(step.id);
      stack.push({ id: step.id, leaving: true }, ...(next.get(step.id) ?? []).map((to) => ({ id: to, leaving: false })));
    }
  }
  return undefined;
}
