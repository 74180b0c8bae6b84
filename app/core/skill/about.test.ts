import { expect, test } from "vitest";
import { freeName, SkillDescription, SkillName, VersionLabel, VersionNote } from "./about.ts";

test("a name that is taken gets the first number that is free, and still fits", () => {
  expect(freeName("Rooms", [])).toBe("Rooms");
  expect(freeName("Rooms", ["Rooms", "Rooms 3"])).toBe("Rooms 2");
  expect(freeName("Rooms", ["Rooms", "Rooms 2"])).toBe("Rooms 3");
  const long = "x".repeat(90);
  expect(freeName(long, [])).toHaveLength(80);
  expect(freeName(long, ["x".repeat(80)])).toBe(`${"x".repeat(78)} 2`);
  expect(freeName(`x${"🏠".repeat(45)}`, [])).toBe(`x${"🏠".repeat(39)}`);
});

test("a name, a description, a label and a note hold what the database can keep", () => {
  for (const schema of [SkillName, SkillDescription, VersionLabel, VersionNote]) {
    expect(schema.parse("  Rooms 🏠 ")).toBe("Rooms 🏠");
    expect([schema.safeParse("a\0b").success, schema.safeParse("a\ud83cb").success, schema.safeParse("x".repeat(301)).success]).toEqual([false, false, false]);
  }
  expect([SkillName.safeParse(" ").success, SkillDescription.parse("")]).toEqual([false, ""]);
});
