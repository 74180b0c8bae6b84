import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Lines told of each log. */
const LAST = 8;

/** Saves the logs of a demo that failed from the end of its data, and tells where they are and how they end. */
export function keepLogs(logs: string, tell: (line: string) => void): void {
  if (!fs.existsSync(logs)) return;
  const kept = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-demo-logs-"));
  fs.cpSync(logs, kept, { recursive: true });
  for (const name of fs.readdirSync(kept)) {
    const lines = fs.readFileSync(path.join(kept, name), "utf8").trimEnd().split("\n").slice(-LAST);
    tell([`\n${name} ends with:`, ...lines.map((line) => `  ${line}`)].join("\n"));
  }
  tell(`\nLogs: ${kept}`);
}
