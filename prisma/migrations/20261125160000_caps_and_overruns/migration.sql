-- Why a run is paused, where it was not a person who paused it.
ALTER TABLE "Run" ADD COLUMN "say" TEXT;

-- The workspace's own cap and switch stand in the same log as its keys, without a key.
ALTER TABLE "KeyEvent" ALTER COLUMN "keyId" DROP NOT NULL;
ALTER TABLE "KeyEvent" DROP CONSTRAINT key_event_kind;
ALTER TABLE "KeyEvent" ADD CONSTRAINT key_event_kind CHECK ("kind" IN ('added', 'verified', 'refused', 'rotated', 'capped', 'alerted', 'paused', 'removed', 'stopped', 'allowed'));
ALTER TABLE "Budget" ADD CONSTRAINT budget_alerted CHECK ("alerted" IN (0, 50, 80, 100));

-- The export walks a month in this order; overruns are few rows of a big table.
CREATE INDEX "Call_workspaceId_month_createdAt_id_idx" ON "Call"("workspaceId", "month", "createdAt", "id");
CREATE INDEX call_overrun ON "Call" ("runId") WHERE "costMicros" > "maxMicros";

-- The operator's switch (`npm run spending`): set, and on the way back what waited for it is woken.
GRANT SELECT, UPDATE ("spendingStoppedAt") ON "Installation" TO piccaso_system;
GRANT SELECT ("reason") ON "Item" TO piccaso_system;

-- Whether the operator or this workspace's owner has stopped all spending. Asked when a call is taken, and
-- again when it is sent: pictures may have been prepared for it in between.
CREATE FUNCTION spending_stopped() RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM "Installation" WHERE "spendingStoppedAt" IS NOT NULL)
      OR EXISTS (SELECT FROM "Workspace" WHERE "id" = current_workspace() AND "spendingStoppedAt" IS NOT NULL);
GRANT EXECUTE ON FUNCTION spending_stopped TO piccaso_app;

-- As before, and two things more. A run that an overrun has paused buys nothing until a person resumes it
-- (overrun). And a cap refuses for good only where what calls under way still hold could not make room:
-- else the caller looks again in a moment (full), as for a slot.
CREATE OR REPLACE FUNCTION take_call(call_id uuid, run uuid, item uuid, node_path text, place int, print text, key_id uuid, provider_id text, model_id text, limit_group text, in_flight int, most bigint, in_month text, at timestamptz)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
  held "ProviderKey";
  budget "Budget";
  under_way bigint;
BEGIN
  IF spending_stopped() THEN RETURN 'stopped'; END IF;
  IF EXISTS (SELECT FROM "Run" WHERE "workspaceId" = ws AND "id" = run AND "state" = 'paused' AND "say" IS NOT NULL) THEN RETURN 'overrun'; END IF;
  -- Not FOR UPDATE: who settles a call holds its budgets and may write the key's log, whose foreign key looks at this row.
  SELECT * INTO held FROM "ProviderKey" WHERE "workspaceId" = ws AND "id" = key_id FOR NO KEY UPDATE;
  IF held."id" IS NULL OR held."state" <> 'works' THEN RETURN 'no-key'; END IF;
  IF held."pausedUntil" > at THEN RETURN 'paused'; END IF;
  IF (SELECT count(*) FROM "Call" WHERE "keyId" = key_id AND "limitGroup" = limit_group AND "state" IN ('intended', 'sent', 'ticketed')) >= in_flight THEN RETURN 'full'; END IF;
  INSERT INTO "Budget" ("workspaceId", "scope", "subject", "month", "capMicros")
    SELECT ws, wanted.scope, wanted.subject, wanted.month,
           (SELECT "capMicros" FROM "Budget" WHERE "workspaceId" = ws AND "scope" = wanted.scope AND "subject" = wanted.subject ORDER BY "month" DESC LIMIT 1)
      FROM (VALUES ('run', run, ''), ('key', key_id, in_month), ('workspace', ws, in_month)) wanted(scope, subject, month)
    ON CONFLICT DO NOTHING;
  -- One order for everybody: key, run, workspace.
  FOR budget IN
    SELECT * FROM "Budget" WHERE "workspaceId" = ws AND (("scope" = 'key' AND "subject" = key_id AND "month" = in_month) OR ("scope" = 'run' AND "subject" = run AND "month" = '') OR ("scope" = 'workspace' AND "subject" = ws AND "month" = in_month))
     ORDER BY "scope", "subject" FOR UPDATE
  LOOP
    CONTINUE WHEN budget."capMicros" IS NULL OR budget."spentMicros" + budget."reservedMicros" + most <= budget."capMicros";
    SELECT coalesce(sum("maxMicros"), 0) INTO under_way FROM "Call"
     WHERE "workspaceId" = ws AND "state" IN ('intended', 'sent', 'ticketed')
       AND CASE budget."scope" WHEN 'run' THEN "runId" = run WHEN 'key' THEN "keyId" = key_id AND "month" = in_month ELSE "month" = in_month END;
    IF budget."spentMicros" + budget."reservedMicros" - under_way + most <= budget."capMicros" THEN RETURN 'full'; END IF;
    RETURN 'cap-' || budget."scope";
  END LOOP;
  UPDATE "Budget" SET "reservedMicros" = "reservedMicros" + most
   WHERE "workspaceId" = ws AND (("scope" = 'key' AND "subject" = key_id AND "month" = in_month) OR ("scope" = 'run' AND "subject" = run AND "month" = '') OR ("scope" = 'workspace' AND "subject" = ws AND "month" = in_month));
  INSERT INTO "Call" ("id", "workspaceId", "runId", "itemId", "node", "index", "fingerprint", "keyId", "provider", "model", "limitGroup", "month", "maxMicros", "createdAt")
    VALUES (call_id, ws, run, item, node_path, place, print, key_id, provider_id, model_id, limit_group, in_month, most, at);
  UPDATE "ProviderKey" SET "lastUsedAt" = at WHERE "workspaceId" = ws AND "id" = key_id;
  RETURN NULL;
END $$;
