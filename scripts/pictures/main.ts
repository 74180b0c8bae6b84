import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "../build.ts";
import { takeScreens } from "./screens.ts";
import { makeTemplatePictures } from "./templates.ts";

// `npm run pictures`: remakes what the templates show and the pictures of the README, both from the real
// product. `--all DIR` writes every screen at both widths instead, to be looked at.
const { values } = parseArgs({ options: { all: { type: "string" } } });
if (!values.all) await makeTemplatePictures();
await build();
await takeScreens(values.all ? { folder: path.resolve(values.all), only: null } : { folder: path.resolve("docs/pictures"), only: ["home", "builder", "skill", "run", "review", "publication"] });
