import fs from "node:fs";
import { generateClient } from "./build.ts";

// The generated client must be there before types are checked.
generateClient();
if (!fs.existsSync("../shared/corpora")) {
  // A missing corpus fails on CI and is said elsewhere.
  if (process.env["CI"]) throw new Error("../shared is missing: the suites on the corpora, the catalog and the schemas cannot run.");
  console.log("Not run, because ../shared is absent: suites on corpora, catalog and schemas.");
}
