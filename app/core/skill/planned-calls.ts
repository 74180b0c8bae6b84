import { z } from "zod";
import type { CheckedNode, FromSetting, Purchase } from "../node.ts";
import { Quality } from "../model.ts";
import { settingOf } from "../settings.ts";
import type { SkillNode } from "./graph.ts";

/** Calls as a step announces them before a run, for the quote: exact in number, and never smaller than what it will send. */
export interface PlannedCall {
  readonly model: string;
  /** Null for text. */
  readonly ratio: string | null;
  readonly quality: Quality | null;
  readonly references: number;
  /** Whether a mask goes along: only some models take one. */
  readonly mask: boolean;
  readonly promptLength: number;
  readonly answerTokens: number;
  /** How many such calls there are. */
  readonly calls: number;
}

/** What a step buys each time it runs. `inputs` holds how many images come in at each connected input. Empty where the settings do not fit. */
export function plannedCalls(node: Pick<SkillNode, "params">, definition: CheckedNode, inputs: ReadonlyMap<string, number>): PlannedCall[] {
  if (definition.buys.length === 0 || definition.check(node.params).length > 0) return [];
  const setting = (name: string) => settingOf(definition.schema, node.params, name);
  return definition.buys.map((purchase) => planned(purchase, setting, inputs));
}

function planned({ model, ratio, quality, references, mask, promptLength, answerTokens, times }: Purchase, setting: (name: string) => unknown, inputs: ReadonlyMap<string, number>): PlannedCall {
  const masked = mask !== null && inputs.has(mask);
  return {
    model: Text.parse(setting(model)),
    ratio: ratio === null ? null : Text.parse(setting(ratio)),
    quality: quality === null ? null : Quality.parse(setting(quality)),
    references: references.reduce((sum, port) => sum + (inputs.get(port) ?? 0), 0) + (masked ? 1 : 0),
    mask: masked,
    promptLength: amount(promptLength, setting), answerTokens: amount(answerTokens, setting),
    calls: times === null ? 1 : Amount.parse(setting(times)),
  };
}

const Text = z.string();
const Amount = z.union([z.number(), z.array(z.unknown()).transform(({ length }) => length)]);

function amount(of: number | FromSetting, setting: (name: string) => unknown): number {
  return typeof of === "number" ? of : Amount.parse(setting(of.setting)) * of.each + of.plus;
}
