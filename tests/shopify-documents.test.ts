import fs from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, buildSchema, getNamedType, isObjectType, isInterfaceType, NoDeprecatedCustomRule, parse, specifiedRules, TypeInfo, validate, visit, visitWithTypeInfo } from "graphql";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { PARTNER_DOCUMENTS } from "../app/platform/shopify/partner-documents.ts";
import { DOCUMENTS } from "../app/platform/shopify/documents.ts";
import { SCOPES } from "../app/platform/shopify/version.ts";
import { readSchema, reduceSchema } from "../scripts/reduce-schema.ts";

const fileOf = (version: string) => `../shared/schemas/shopify/admin_${version}.json.gz`;
const Access = z.object({ data: z.object({ __schema: z.object({ types: z.array(z.object({ name: z.string(), fields: z.array(z.object({ name: z.string(), requiredAccess: z.string().nullish() })).nullish() })) }) }) });

describe.each(["2026-10", "2026-07"])("against the published schema of %s", (version) => {
  const schema = readSchema(fileOf(version));

  test.each(Object.entries(DOCUMENTS))("the document %s is valid and uses nothing deprecated", (_name, text) => {
    const document = parse(text);
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
    expect(validate(schema, document, [NoDeprecatedCustomRule]).map(({ message }) => message)).toEqual([]);
  });
});

test("what is asked of the Partner API is valid against its published schema, uses nothing deprecated, and the sandbox's is that one reduced", () => {
  const schema = readSchema("../shared/schemas/shopify/partner_2026-07.json.gz");
  for (const text of Object.values(PARTNER_DOCUMENTS)) expect(validate(schema, parse(text), [...specifiedRules, NoDeprecatedCustomRule]).map(({ message }) => message)).toEqual([]);
  expect(fs.readFileSync("sandbox/shopify/partner-schema.graphql", "utf8")).toBe(reduceSchema(schema, PARTNER_DOCUMENTS));
});

test("the sandbox's schema is the published one, reduced", () => {
  const written = fs.readFileSync("sandbox/shopify/schema.graphql", "utf8");
  expect(written).toBe(reduceSchema(readSchema(fileOf("2026-10"))));
  const small = buildSchema(written);
  for (const text of Object.values(DOCUMENTS)) expect(validate(small, parse(text))).toEqual([]);
});

test("no document needs a scope that the app does not ask for, and none reads a customer or an order", () => {
  const raw = Access.parse(JSON.parse(gunzipSync(fs.readFileSync(fileOf("2026-10"))).toString("utf8")));
  const schema = buildClientSchema(JSON.parse(gunzipSync(fs.readFileSync(fileOf("2026-10"))).toString("utf8")).data);
  const needed = new Set<string>();
  const types = new Set<string>();
  for (const text of Object.values(DOCUMENTS)) {
    const info = new TypeInfo(schema);
    visit(parse(text), visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType();
        const type = info.getType();
        if (type) { const named = getNamedType(type); if (isObjectType(named) || isInterfaceType(named)) types.add(named.name); }
        const access = raw.data.__schema.types.find(({ name }) => name === parent?.name)?.fields?.find(({ name }) => name === node.name.value)?.requiredAccess;
        for (const [scope] of (access ?? "").matchAll(/\b(read|write)_[a-z_]+\b/g)) needed.add(scope);
      },
    }));
  }
  // The schema names alternatives (“read_products or …”): one of those that are asked for is enough.
  const asked = new Set([...SCOPES, "read_files"]);
  const foreign = [...needed].filter((scope) => !asked.has(scope) && /customer|order/.test(scope));
  expect(foreign).toEqual([]);
  expect([...types].filter((name) => /Customer|Order/.test(name))).toEqual([]);
});
