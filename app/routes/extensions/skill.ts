import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { viewSelection } from "#app/features/catalog/view-selection.server.ts";
import { Answers } from "#app/features/runs/answers.ts";
import { getRunForm } from "#app/features/runs/get-run-form.server.ts";
import { quoteAnswers } from "#app/features/runs/quote-answers.server.ts";
import { readJson } from "#app/routes/answer.server.ts";
import { askedQuestions } from "#app/routes/asked-questions.server.ts";
import { absolute, answerExtension, named } from "./edge.server.ts";
import { ProductIds } from "./product-ids.ts";

const QuoteRequest = z.object({ versionId: z.uuid(), productIds: ProductIds, answers: Answers });

/** The run form of a skill: what it asks, with the images that answer it. */
export const loader = ({ request, params }: LoaderFunctionArgs) => answerExtension(request, async (at) => {
  const { versionId, questions } = await getRunForm(at, { skillId: named(params, "skillId") });
  const asked = await askedQuestions(at, questions);
  return { versionId, questions: asked.map(({ key, question, assets }) => ({ key, ...question, assets: assets.map(({ name, image }) => ({ name, hash: image.hash, url: absolute(image.small) })) })) };
});

/** What these products cost with these answers, and which of them cannot be run. */
export const action = ({ request }: ActionFunctionArgs) => answerExtension(request, async (at) => {
  const { versionId, productIds, answers } = await readJson(request, QuoteRequest);
  const { each, keys, needsPhoto } = await quoteAnswers(at, { versionId, answers });
  const { usable, problems, products } = await viewSelection(at, { kind: "products", ids: productIds }, "product", needsPhoto);
  return {
    products: usable, title: products[0]?.title ?? null, photo: products[0]?.photo ?? null, problems: problems.map(({ text }) => text), missingKeys: keys.filter(({ works }) => !works).map(({ title }) => title),
    buys: each.lines.length > 0, expectedMicros: each.expectedMicros * usable, maximumMicros: each.maximumMicros * usable, models: each.lines.map(({ title }) => title), typicalMs: each.typicalMs,
  };
});
