-- A call is prepared before it takes its slot, so taking it and saying that it is sent are one commit, the last
-- before the socket: no slot is held for what is still being made. "createdAt" is when it was sent.
DROP FUNCTION send_call;
-- What was taken and not sent when the workers stopped: to be on the safe side it counts as sent.
ALTER TABLE "Call" NO FORCE ROW LEVEL SECURITY;
UPDATE "Call" SET "state" = 'sent' WHERE "state" = 'intended';
ALTER TABLE "Call" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Call" DROP COLUMN "sentAt";
ALTER TABLE "Call" ALTER COLUMN "state" SET DEFAULT 'sent';
ALTER TABLE "Call" DROP CONSTRAINT call_state;
ALTER TABLE "Call" ADD CONSTRAINT call_state CHECK ("state" IN ('sent', 'ticketed', 'done', 'failed', 'uncertain', 'released'));
DROP INDEX call_in_flight;
CREATE INDEX call_in_flight ON "Call" ("keyId", "limitGroup") WHERE "state" IN ('sent', 'ticketed');
DROP INDEX call_once;
CREATE UNIQUE INDEX call_once ON "Call" ("workspaceId", "itemId", "node", "index")
  WHERE "state" IN ('sent', 'ticketed') OR ("state" = 'uncertain' AND "decision" IS NULL);

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
  IF (SELECT count(*) FROM "Call" WHERE "keyId" = key_id AND "limitGroup" = limit_group AND "state" IN ('sent', 'ticketed')) >= in_flight THEN RETURN 'full'; END IF;
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
     WHERE "workspaceId" = ws AND "state" IN ('sent', 'ticketed')
       AND CASE budget."scope" WHEN 'run' THEN "runId" = run WHEN 'key' THEN "keyId" = key_id AND "month" = in_month ELSE "month" = in_month END;
    IF budget."spentMicros" + budget."reservedMicros" - under_way + most <= budget."capMicros" THEN RETURN 'full'; END IF;
    RETURN 'cap-' || budget."scope";
  END LOOP;
  UPDATE "Budget" SET "reservedMicros" = "reservedMicros" + most
   WHERE "workspaceId" = ws AND (("scope" = 'key' AND "subject" = key_id AND "month" = in_month) OR ("scope" = 'run' AND "subject" = run AND "month" = '') OR ("scope" = 'workspace' AND "subject" = ws AND "month" = in_month));
  INSERT INTO "Call" ("id", "workspaceId", "runId", "itemId", "node", "index", "fingerprint", "keyId", "provider", "model", "limitGroup", "month", "state", "maxMicros", "createdAt")
    VALUES (call_id, ws, run, item, node_path, place, print, key_id, provider_id, model_id, limit_group, in_month, 'sent', most, at);
  UPDATE "ProviderKey" SET "lastUsedAt" = at WHERE "workspaceId" = ws AND "id" = key_id;
  RETURN NULL;
END $$;
