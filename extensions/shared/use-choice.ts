import { useState } from "preact/hooks";
import { Quote, SkillForm, Skills, Started, type Question } from "./answers.ts";
import { ask, type Fault } from "./client.ts";
import { useAsked } from "./use-asked.ts";

/** What was filled in, by the question's key, as the app takes it. */
export type Given = Readonly<Record<string, { readonly kind: "text"; readonly text: string } | { readonly kind: "image"; readonly hash: string }>>;

/** A skill while it is chosen for some products: what it asks, what it costs, and its start. */
export function useChoice(productIds: readonly string[], onStarted: (runId: string) => void) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [edited, setEdited] = useState<Given>({});
  const [refused, setRefused] = useState<Fault | null>(null);
  const [starting, setStarting] = useState(false);
  // One key for as long as this is open: sending it twice is still one run.
  const [requestKey] = useState(() => crypto.randomUUID());
  const skills = useAsked("skills", () => ask("skills", Skills));
  const skillId = chosen ?? skills.value?.skills[0]?.id ?? "";
  const form = useAsked(skillId || null, () => ask(`skills/${skillId}`, SkillForm));
  const questions = form.value?.questions ?? [];
  const given: Given = { ...suggested(questions), ...edited };
  const lacking = questions.find(({ key }) => !given[key]) ?? null;
  const order = form.value && !lacking ? { versionId: form.value.versionId, productIds, answers: given } : null;
  const quote = useAsked(order && JSON.stringify(order), () => ask(`skills/${skillId}`, Quote, order ?? {}));
  const start = async () => {
    if (!order || !quote.value || starting) return;
    setStarting(true);
    const started = await ask("runs", Started, { ...order, requestKey, capMicros: quote.value.maximumMicros });
    setStarting(false);
    if (started.ok) onStarted(started.value.runId);
    else setRefused(started.fault);
  };
  return {
    /** The run form in the app, with these products chosen. */
    formLink: `app:skills/${skillId}/run?${productIds.map((id) => `ids[]=${id.replace(/\D+/g, "")}`).join("&")}`,
    skills: skills.value, skillId, questions, given, lacking, quote: quote.value, starting, start: () => void start(),
    fault: refused ?? skills.fault ?? form.fault ?? quote.fault,
    ready: quote.value !== null && quote.value.products > 0 && quote.value.missingKeys.length === 0 && skills.value?.paused === false,
    choose: (id: string) => {
      if (id === skillId) return;
      setRefused(null);
      setEdited({});
      setChosen(id);
    },
    give: (key: string, value: Given[string]) => {
      setRefused(null);
      setEdited((before) => ({ ...before, [key]: value }));
    },
  };
}
export type Choice = ReturnType<typeof useChoice>;

/** What each question holds at first: the skill's own suggestion, or the newest image of its folder. */
function suggested(questions: readonly Question[]): Given {
  return Object.fromEntries(questions.flatMap((question): [string, Given[string]][] => {
    if (question.kind === "text" || question.kind === "choice") return [[question.key, { kind: "text", text: question.value }]];
    const [first] = question.kind === "asset" ? question.assets : [];
    return first ? [[question.key, { kind: "image", hash: first.hash }]] : [];
  }));
}
