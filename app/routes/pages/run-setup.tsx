import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { act, answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { dollars } from "#app/ui/format.ts";
import { HintBar } from "#app/ui/hint-bar.tsx";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Page } from "#app/ui/kit.tsx";
import { Card, Split } from "#app/ui/layout.tsx";
import { ProductChoice, type ProductSelection } from "#app/ui/product-choice.tsx";
import { QuoteCard } from "#app/ui/quote-card.tsx";
import { RunPreview } from "#app/ui/run-preview.tsx";
import { RunQuestions, type Given } from "#app/ui/run-questions.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useShortcuts } from "#app/ui/use-shortcuts.ts";
import { useSurroundings } from "#app/ui/workspace.tsx";
import { doRunSetup } from "./run-setup-actions.server.ts";
import { loadRunSetup } from "./run-setup-data.server.ts";
import { usePreview } from "./use-preview.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Run ${data?.form.skillName ?? "skill"}, Piccaso` }];

const Params = z.object({ skillId: z.uuid() });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(() => loadRunSetup(at, Params.parse(params).skillId, new URL(request.url)));
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, () => doRunSetup(at, request));
}

type Asked = Awaited<ReturnType<typeof loadRunSetup>>["asked"];

/** What each question holds when the form opens. */
function suggested(asked: Asked): Given {
  return Object.fromEntries(asked.flatMap(({ key, question }) => (question.kind === "text" || question.kind === "choice" ? [[key, { kind: "text" as const, text: question.value }]] : [])));
}

/** What was filled in, as it is sent. */
function answersOf(given: Given) {
  return Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value.kind === "text" ? { kind: "text", text: value.text } : { kind: "image", hash: value.hash }]])));
}

/** Decide with the cost in view: what goes in on the left, what it does and costs on the right. */
export default function RunSetupPage() {
  const { form, asked, collections, reviewDays, selection: opened, view: openedView } = useLoaderData<typeof loader>();
  const host = useHost();
  const { paused } = useSurroundings();
  const [selection, setSelection] = useState<ProductSelection | null>(opened);
  const [view, setView] = useState(openedView);
  const [given, setGiven] = useState<Given>(() => suggested(asked));
  const [cap, setCap] = useState("");
  // One key for as long as the form is open: sending it twice is still one run.
  const [requestKey] = useState(() => globalThis.crypto.randomUUID());
  const viewed = useSend<typeof action>();
  const started = useSend<typeof action>();
  useAnswered(viewed.fetcher.data, (result) => { if (result.did === "viewed") setView(result.view); });
  useAnswered(started.fetcher.data, (result) => { if (result.did === "started") host.navigate(`runs/${result.runId}`); });
  const startError = errorOf(started.fetcher);
  const choose = (chosen: ProductSelection) => {
    setSelection(chosen);
    setView(null);
    viewed.send({ do: "view", selection: chosen });
  };
  const missing = asked.find(({ key, question }) => (question.kind === "upload" || question.kind === "asset") && !given[key]);
  const lacksKey = form.keys.find(({ works }) => !works);
  const ready = !lacksKey && selection !== null && view !== null && view.usable > 0 && !viewed.busy && !missing && !paused;
  const preview = usePreview();
  const previewed = useSend<typeof action>();
  useAnswered(previewed.fetcher.data, (result) => { if (result.did === "previewing") preview.follow(result.runId); });
  const start = () => {
    if (!ready || started.busy) return;
    started.send({ do: "start", versionId: form.versionId, selection, answers: answersOf(given), requestKey, ...(cap.trim() === "" ? {} : { capMicros: Math.round(Number(cap) * 1_000_000) }) });
  };
  useShortcuts({ "mod+enter": start });
  const reason = paused ? "Runs wait until the shop is connected again" : !selection ? "Choose products to start" : view?.usable === 0 ? "None of these products can be run" : missing ? `“${missing.question.label}” has no image yet` : lacksKey ? `No working key of ${lacksKey.title}` : undefined;
  const elsewhere = startError && startError.field !== "selection" && startError.field !== "capMicros" && !startError.field?.startsWith("answers.");
  return (
    <Page
      title={`Run ${form.skillName}`} back={{ label: `Back to ${form.skillName}`, to: `skills/${form.skillId}` }} badges={[{ tone: "success", children: `Version ${form.version}` }]} note={reason}
      primary={{ label: form.each.lines.length === 0 ? "Start run" : `Start run, up to ${cap.trim() === "" ? dollars(form.each.maximumMicros * (view?.usable ?? 0)) : `$${cap.trim()}`}`, onAction: start, disabled: !ready, busy: started.busy }}
    >
      {elsewhere ? <Banner tone="critical" title="The run was not started"><p>{startError.say} Nothing was charged.</p></Banner> : null}
      <Split side={376} sticky beside={<QuoteCard steps={form.steps} products={view?.usable ?? null} reviewDays={reviewDays} each={form.each} keys={form.keys} cap={cap} onCap={setCap} capError={startError?.field === "capMicros" ? startError.say : undefined} />}>
        <ProductChoice
          selection={selection} view={view} busy={viewed.busy} collections={collections} onChoose={choose}
          error={errorOf(viewed.fetcher)?.say ?? (startError?.field === "selection" ? startError.say : null)}
        />
        {asked.length > 0 ? (
          <Card title="What this run should look like" note="Made from the inputs of the skill">
            <RunQuestions asked={asked} given={given} error={startError} onGive={(key, value) => setGiven((now) => ({ ...now, [key]: value }))} />
          </Card>
        ) : null}
        <RunPreview
          products={view?.products ?? []} maximumMicros={form.each.maximumMicros} item={preview.item} working={previewed.busy || preview.working} blocked={ready ? undefined : reason} error={errorOf(previewed.fetcher)?.say ?? null}
          onStart={(productId) => previewed.send({ do: "preview", versionId: form.versionId, productId, answers: answersOf(given), requestKey: globalThis.crypto.randomUUID() })}
        />
      </Split>
      <HintBar note="You can leave this page once the run has started." hints={[{ keys: ["Ctrl", "Enter"], does: "start run" }]} />
    </Page>
  );
}
