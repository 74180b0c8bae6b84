import { useState } from "react";
import { unitWord } from "#app/core/unit-words.ts";
import type { Unit } from "#app/core/unit.ts";
import { asksImage } from "#app/core/skill/asks-image.ts";
import { count, dollars } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import type { ProductSelection } from "#app/ui/selection-types.ts";
import type { Given } from "#app/ui/run-questions.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useShortcuts } from "#app/ui/use-shortcuts.ts";
import { useSurroundings } from "#app/ui/workspace.tsx";
import type { loadRunSetup } from "./run-setup-data.server.ts";
import { useAnswerQuote, type RunSetupAction, type SentAnswers } from "./use-answer-quote.ts";
import { usePreview } from "./use-preview.ts";
import { useSavedSelections } from "./use-saved-selections.ts";

type Setup = Awaited<ReturnType<typeof loadRunSetup>>;

/** What each question holds when the form opens. */
function suggested(asked: Setup["asked"]): Given {
  return Object.fromEntries(asked.flatMap(({ key, question }) => (question.kind === "text" || question.kind === "choice" ? [[key, { kind: "text" as const, text: question.value }]] : [])));
}

/** What was filled in, as it is sent. */
function answersOf(given: Given): SentAnswers {
  return Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value.kind === "text" ? { kind: "text", text: value.text } : { kind: "image", hash: value.hash }]])));
}

/** A run while it is set up: products, answers, price, cap, preview and start, for every page that starts one. */
export function useRunSetup({ form, room, saved, asked, selection: opened, view: openedView }: Pick<Setup, "form" | "room" | "saved" | "asked" | "selection" | "view">) {
  const host = useHost();
  const { paused } = useSurroundings();
  const [selection, setSelection] = useState<ProductSelection | null>(opened);
  const [unit, setUnit] = useState<Unit>("product");
  const [view, setView] = useState(openedView);
  const [given, setGiven] = useState<Given>(() => suggested(asked));
  const [cap, setCap] = useState("");
  // One key for as long as the form is open: sending it twice is still one run.
  const [requestKey] = useState(() => globalThis.crypto.randomUUID());
  const viewed = useSend<RunSetupAction>();
  const started = useSend<RunSetupAction>();
  const previewed = useSend<RunSetupAction>();
  const preview = usePreview();
  useAnswered(viewed.fetcher.data, (result) => { if (result.did === "viewed") setView(result.view); });
  useAnswered(started.fetcher.data, (result) => { if (result.did === "started") host.navigate(`runs/${result.runId}`); });
  useAnswered(previewed.fetcher.data, (result) => { if (result.did === "previewing") preview.follow(result.runId); });
  const answers = answersOf(given);
  const { each, keys, counting, error: priceError } = useAnswerQuote(form, answers);
  const look = (chosen: ProductSelection, one: Unit) => {
    setView(null);
    viewed.send({ do: "view", selection: chosen, unit: one, needsPhoto: form.needsPhoto });
  };
  const choose = (chosen: ProductSelection | null) => {
    setSelection(chosen);
    if (!chosen) return setView(null);
    // A saved selection brings the unit that it was saved with.
    const one = (chosen.kind === "saved" ? saved.find(({ id }) => id === chosen.id)?.unit : undefined) ?? unit;
    setUnit(one);
    look(chosen, one);
  };
  const selections = useSavedSelections(saved, choose);
  const chooseUnit = (one: Unit) => {
    setUnit(one);
    if (selection && one !== unit) look(selection, one);
  };
  const missing = asked.find(({ key, question }) => asksImage(question) && !given[key]);
  const lacksKey = keys.find(({ works }) => !works);
  const left = Math.max(0, room.most - room.used);
  const tooMany = room.full || (view?.usable ?? 0) > left;
  const ready = !tooMany && !lacksKey && selection !== null && view !== null && view.usable > 0 && !viewed.busy && !missing && !paused && !counting;
  const start = () => {
    if (!ready || started.busy) return;
    started.send({ do: "start", versionId: form.versionId, selection, unit, answers, requestKey, ...(cap.trim() === "" ? {} : { capMicros: Math.round(Number(cap) * 1_000_000) }) });
  };
  useShortcuts({ "mod+enter": start });
  const reason = paused ? "Runs wait until the shop is connected again" : priceError ? "These answers have no price" : counting ? "Counting what it costs" : !selection ? "Choose products to start" : tooMany ? `${room.plan} has ${count(left, unitWord(unit))} left this month` : view?.usable === 0 ? "None of these products can be run"
    : missing ? `“${missing.question.label}” has no image yet` : lacksKey ? `No working key of ${lacksKey.title}` : undefined;
  const startError = errorOf(started.fetcher);
  const price = cap.trim() === "" ? dollars(each.maximumMicros * (view?.usable ?? 0)) : `$${cap.trim()}`;
  return {
    /** How many items; null until products are chosen. */
    products: view?.usable ?? null, unit, each, keys, counting, ready, reason, start, starting: started.busy,
    /** A start that was refused for a reason that is not beside a field. */
    refused: startError && startError.field !== "selection" && startError.field !== "capMicros" && !startError.field?.startsWith("answers.") ? startError.say : null,
    /** "up to $2.53", null for a skill that buys nothing. */
    upTo: each.lines.length === 0 ? null : `up to ${price}`,
    cap: { value: cap, onChange: setCap, error: startError?.field === "capMicros" ? startError.say : undefined },
    choice: { selection, unit, onUnit: chooseUnit, saved: selections, skill: { id: form.skillId, name: form.skillName }, view, busy: viewed.busy, onChoose: choose, error: errorOf(viewed.fetcher)?.say ?? (startError?.field === "selection" ? startError.say : null) },
    questions: { asked, given, error: priceError ?? startError, onGive: (key: string, value: NonNullable<Given[string]>) => setGiven((now) => ({ ...now, [key]: value })) },
    preview: {
      products: (view?.products ?? []).filter(({ id }, index, all) => all.findIndex((one) => one.id === id) === index), maximumMicros: each.maximumMicros, item: preview.item, working: previewed.busy || preview.working, blocked: ready ? undefined : reason, error: errorOf(previewed.fetcher)?.say ?? null,
      onStart: (productId: string) => previewed.send({ do: "preview", versionId: form.versionId, productId, unit, answers, requestKey: globalThis.crypto.randomUUID() }),
    },
  };
}
