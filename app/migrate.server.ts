import { migrate } from "./platform/db/migrate.server.ts";
import { installQueue } from "./platform/queue/install.server.ts";

// `npm run db:migrate`: brings the database to this release, as the owner. Safe to run again and beside another run.
const ownerUrl = process.env["DATABASE_OWNER_URL"];
if (!ownerUrl) {
  console.error("DATABASE_OWNER_URL is missing. It is the address of the database for the role piccaso_owner, see .env.example.");
  process.exit(1);
}
const applied = await migrate(ownerUrl, "prisma/migrations");
await installQueue(ownerUrl);
console.log(applied.length ? `Applied: ${applied.join(", ")}` : "The database is up to date.");
