-- An item that waits for a person, and a run that somebody paused, wait fourteen days at most.
ALTER TABLE "Item" ADD COLUMN "expiresAt" TIMESTAMPTZ(3);
ALTER TABLE "Run" ADD COLUMN "pausedAt" TIMESTAMPTZ(3);
CREATE INDEX item_expires ON "Item" ("expiresAt") WHERE "expiresAt" IS NOT NULL;
CREATE INDEX run_paused ON "Run" ("pausedAt") WHERE "pausedAt" IS NOT NULL;

UPDATE "Item" SET "expiresAt" = "until", "until" = NULL WHERE "state" = 'waiting' AND "reason" IN ('no_key', 'cap_reached', 'spending_stopped');
UPDATE "Run" SET "pausedAt" = now() WHERE "state" = 'paused';

GRANT SELECT ("expiresAt"), UPDATE ("expiresAt") ON "Item" TO piccaso_system;
GRANT SELECT ("pausedAt") ON "Run" TO piccaso_system;
