import fs from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildSchema, getNamedType, NoDeprecatedCustomRule, parse, specifiedRules, TypeInfo, validate, visit, visitWithTypeInfo } from "graphql";
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

/** What the fields of a document ask for: each entry is one field's alternatives, any one of which will do. */
function requirements(): { needs: (readonly string[])[]; types: Set<string> } {
  const json: unknown = JSON.parse(gunzipSync(fs.readFileSync(fileOf("2026-10"))).toString("utf8"));
  const { types: published } = Access.parse(json).data.__schema;
  const schema = readSchema(fileOf("2026-10"));
  const needs: (readonly string[])[] = [];
  const types = new Set<string>();
  for (const text of Object.values(DOCUMENTS)) {
    const info = new TypeInfo(schema);
    visit(parse(text), visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType();
        const type = info.getType();
        if (type) types.add(getNamedType(type).name);
        const access = published.find(({ name }) => name === parent?.name)?.fields?.find(({ name }) => name === node.name.value)?.requiredAccess ?? "";
        const scopes = [...access.matchAll(/\b(?:read|write)_[a-z_]+\b/g)].map(([scope]) => scope);
        if (scopes.length) needs.push(scopes);
      },
    }));
  }
  return { needs, types };
}

/** A scope to write is one to read, too. */
const covers = (granted: readonly string[], needed: readonly string[]) => needed.some((scope) => granted.includes(scope) || granted.includes(scope.replace(/^read_/, "write_")));

test("the documents need exactly the scopes that the app asks for: all of them are granted, and without any of those that write something would be refused", () => {
  const { needs } = requirements();
  expect(needs.length).toBeGreaterThan(5);
  expect(needs.filter((needed) => !covers(SCOPES, needed))).toEqual([]);
  for (const scope of SCOPES.filter((one) => one.startsWith("write_"))) {
    const fewer = SCOPES.filter((one) => one !== scope);
    expect(needs.some((needed) => !covers(fewer, needed)), scope).toBe(true);
  }
  expect(SCOPES.filter((scope) => scope.startsWith("read_") && !needs.some((needed) => needed.includes(scope)))).toEqual([]);
});

test("no document touches a customer, an order or anything else of a person", () => {
  const { types } = requirements();
  expect([...types].filter((name) => /Customer|Order|Company|Draft|Checkout|Cart|Staff|User(?!Error)|Address/.test(name))).toEqual([]);
  for (const text of Object.values(DOCUMENTS)) expect(text).not.toMatch(/\b(?:email|phone|firstName|lastName|staffMembers?|billingAddress)\b/);
});
