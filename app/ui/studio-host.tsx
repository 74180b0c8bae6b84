import { useNavigate } from "@remix-run/react";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { HostProvider, type Host } from "./host.tsx";
import { pathOf } from "./paths.ts";
import { StudioButton } from "./studio-parts.tsx";
import { StudioDialog } from "./studio-page.tsx";
import { useBase } from "./use-base.ts";

type Question = Parameters<Host["confirm"]>[0];
interface Toast {
  readonly message: string;
  readonly action: { readonly label: string; readonly onAction: () => void } | undefined;
}
const TOAST_MS = 5_000;

/** The studio as a page sees it: no admin around, so it brings its own toast and questions. */
export function StudioHost({ children }: { readonly children: ReactNode }) {
  const base = useBase();
  const navigate = useNavigate();
  const [toast, setToast] = useState<Toast | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const answer = useRef<(yes: boolean) => void>(() => undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settle = (yes: boolean) => {
    answer.current(yes);
    answer.current = () => undefined;
    setQuestion(null);
  };
  const host = useMemo<Host>(() => {
    const confirm: Host["confirm"] = (asked) => new Promise((resolve) => {
      answer.current = resolve;
      setQuestion(asked);
    });
    return {
      confirm, mayLeave: () => confirm({ title: "Leave without saving?", text: "What you changed here is lost.", action: "Leave" }),
      toast: (message, action) => {
        clearTimeout(timer.current);
        setToast({ message, action });
        timer.current = setTimeout(() => setToast(null), TOAST_MS);
      },
      pickProducts: () => Promise.resolve(null), hasPicker: false,
      navigate: (path) => navigate(pathOf(base, path)), fetch: (input, init) => fetch(input, init),
    };
  }, [base, navigate]);
  return (
    <HostProvider value={host}>
      {children}
      <div aria-live="polite">{toast ? <p className="st-toast">{toast.message}{toast.action ? <StudioButton variant="quiet" onAction={toast.action.onAction}>{toast.action.label}</StudioButton> : null}</p> : null}</div>
      <StudioDialog open={question !== null} title={question?.title ?? ""} onClose={() => settle(false)} action={{ label: question?.action ?? "", tone: question?.tone, onAction: () => settle(true) }}><p>{question?.text}</p></StudioDialog>
    </HostProvider>
  );
}
