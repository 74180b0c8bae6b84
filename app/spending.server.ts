import { spendingStoppedAt, switchInstallation } from "./platform/db/spending-switch.server.ts";

// `npm run spending -- stop` ends all paid calls of the installation with its commit; `allow` takes that back; `status` only looks.
const verb = process.argv[2];
const systemUrl = process.env["DATABASE_SYSTEM_URL"];
if (verb !== "stop" && verb !== "allow" && verb !== "status") {
  console.error("npm run spending -- stop, npm run spending -- allow, or npm run spending -- status");
  process.exit(1);
}
if (!systemUrl) {
  console.error("DATABASE_SYSTEM_URL is missing. It is the address of the database for the role piccaso_system, see .env.example.");
  process.exit(1);
}
if (verb !== "status") await switchInstallation(systemUrl, verb === "allow");
const since = await spendingStoppedAt(systemUrl);
console.log(since ? `All spending is stopped since ${since.toISOString()}. Calls that were sent before are awaited.` : "Spending is allowed.");
