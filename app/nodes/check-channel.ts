import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import type { Channel } from "#app/core/image/channel-rules.ts";
import { checkChannels, type RuleResult } from "#app/core/image/check-channels.ts";
import { defineNode, required } from "#app/core/node.ts";

const CHANNEL_SETTINGS = ["shopify", "google", "amazon"] as const satisfies readonly Channel[];

/** The report as it is kept with the step. */
const Kept = z.object({ report: z.object({ rules: z.array(z.object({ channel: z.string(), rule: z.string(), level: z.string(), passed: z.boolean(), say: z.string() })) }) });

export const checkChannel = defineNode({
  type: "check.channel",
  version: 1,
  title: "Channel check",
  description: "Measures size, aspect ratio, background and margins, and compares them with what Shopify, Google Merchant Center and Amazon ask for. Put it right before the output.",
  category: "edit",
  inputs: { image: required("image", "Image") },
  outputs: { image: required("image", "Image"), report: required("json", "Report") },
  params: z.object({
    shopify: z.boolean().default(true).meta({ title: "Shopify" }),
    google: z.boolean().default(true).meta({ title: "Google Merchant Center" }),
    amazon: z.boolean().default(false).meta({ title: "Amazon main image" }),
    failing: z.enum(["mark", "stop"]).default("mark").meta({ title: "An image that breaks a required rule", labels: { mark: "Goes on, and the report says it", stop: "Ends with what is wrong" }, description: "What is only advised never ends it." }),
  }),
  example: { use: "Stop what Amazon would refuse as a main image, with the figures.", params: { shopify: false, google: false, amazon: true, failing: "stop" } },
  evidence: (output) => (Kept.safeParse(output).data?.report.rules ?? []).map(({ channel, rule, level, passed, say }) => ({ title: `${channel}, ${rule.toLowerCase()}`, result: passed ? "passed" : level === "required" ? "broken" : "advice", text: say })),
  async run({ inputs, params }, { measure, product }) {
    const rules = checkChannels(await measure(inputs.image), new Set(CHANNEL_SETTINGS.filter((channel) => params[channel])));
    const broken = rules.filter(({ passed, level }) => !passed && level === "required");
    if (params.failing === "stop" && broken.length > 0) throw new AppError("check_failed", broken.map(({ channel, rule }) => `${channel} ${rule}`).join(", "), { say: `${product.title}: ${broken.map(({ say }) => say).join(" ")}` });
    return { image: inputs.image, report: { passed: broken.length === 0, rules: rules.map(asJson) } };
  },
});

function asJson(rule: RuleResult): { readonly [name in keyof RuleResult]: RuleResult[name] } {
  return { ...rule };
}
