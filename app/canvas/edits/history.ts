/** What can be undone: each action is one state, kept whole. States share what did not change, so a hundred of them are small. */
export interface History<State> {
  readonly past: readonly { readonly state: State; readonly label: string }[];
  readonly present: State;
  readonly future: readonly { readonly state: State; readonly label: string }[];
}

/** The most actions that can be undone. */
const MOST_STEPS = 500;

/** Begins with a state and nothing to undo. */
export function begin<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

/** One action. `label` says what it did, for "Undo …". An action that changes nothing is no step. */
export function act<State>(history: History<State>, label: string, state: State): History<State> {
  if (state === history.present) return history;
  return { past: [...history.past, { state: history.present, label }].slice(-MOST_STEPS), present: state, future: [] };
}

/** Goes on with the newest action, so that typing a word is one step. */
export function amend<State>(history: History<State>, state: State): History<State> {
  return state === history.present ? history : { ...history, present: state, future: [] };
}

/** Takes the newest action back. */
export function undo<State>(history: History<State>): History<State> {
  const last = history.past.at(-1);
  if (!last) return history;
  return { past: history.past.slice(0, -1), present: last.state, future: [{ state: history.present, label: last.label }, ...history.future] };
}

/** Does the newest undone action again. */
export function redo<State>(history: History<State>): History<State> {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, { state: history.present, label: next.label }], present: next.state, future };
}
