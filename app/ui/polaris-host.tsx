import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { useNavigate } from "@remix-run/react";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { HostProvider, type Host } from "./host.tsx";
import { pathOf } from "./paths.ts";
import { useBase } from "./use-base.ts";

type Question = Parameters<Host["confirm"]>[0];
/** Shopify's picker takes at most this many at once; the selection by hand has the same bound. */
const MOST_PICKED = 250;

/** The Shopify admin as a page sees it. App Bridge is reached in handlers only: it is not there while the server renders. */
export function PolarisHost({ children }: { readonly children: ReactNode }) {
  const base = useBase();
  const navigate = useNavigate();
  const [question, setQuestion] = useState<Question | null>(null);
  const answer = useRef<(yes: boolean) => void>(() => undefined);
  const settle = (yes: boolean) => {
    answer.current(yes);
    answer.current = () => undefined;
    setQuestion(null);
  };
  const host = useMemo<Host>(() => ({
    toast: (message, action) => {
      shopify.toast.show(message, action ? { action: action.label, onAction: action.onAction } : {});
    },
    confirm: (asked) => new Promise((resolve) => {
      answer.current = resolve;
      setQuestion(asked);
    }),
    mayLeave: () => shopify.saveBar.leaveConfirmation().then(() => true, () => false),
    pickProducts: async ({ selectedIds }) => {
      const chosen = await shopify.resourcePicker({ type: "product", action: "select", multiple: MOST_PICKED, filter: { variants: false }, selectionIds: selectedIds.map((id) => ({ id })) });
      return chosen ? chosen.map(({ id }) => id) : null;
    },
    hasPicker: true,
    navigate: (path) => navigate(pathOf(base, path)),
    // Read at each call: App Bridge puts its own fetch, which adds the token, in place of the browser's.
    fetch: (input, init) => fetch(input, init),
  }), [base, navigate]);
  return (
    <HostProvider value={host}>
      {children}
      <Modal open={question !== null} onHide={() => settle(false)} id="piccaso-confirm">
        <p className="pc-dialog">{question?.text ?? ""}</p>
        <TitleBar title={question?.title ?? ""}>
          <button variant="primary" {...(question?.tone ? { tone: question.tone } : {})} onClick={() => settle(true)}>{question?.action ?? ""}</button>
          <button onClick={() => settle(false)}>Cancel</button>
        </TitleBar>
      </Modal>
    </HostProvider>
  );
}
