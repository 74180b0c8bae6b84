/**
 * A function of two objects that is computed once for each pair, and kept as long as both live. Only for
 * objects that are replaced and never changed, as graphs, steps and definitions of nodes are.
 */
export function onceEach<A extends object, B extends object, R>(compute: (a: A, b: B) => R): (a: A, b: B) => R {
  const known = new WeakMap<A, WeakMap<B, { readonly result: R }>>();
  return (a, b) => {
    const ofA = known.get(a) ?? new WeakMap<B, { readonly result: R }>();
    known.set(a, ofA);
    const found = ofA.get(b) ?? { result: compute(a, b) };
    ofA.set(b, found);
    return found.result;
  };
}
