ALTER TABLE "Workspace" ADD COLUMN "spendingStoppedAt" TIMESTAMPTZ(3);
ALTER TABLE "Run" ADD COLUMN "maxRunning" INTEGER;

CREATE TABLE "ProviderKey" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "lastFour" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'checking',
    "say" TEXT,
    "record" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "pausedUntil" TIMESTAMPTZ(3),
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checkedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    CONSTRAINT "ProviderKey_pkey" PRIMARY KEY ("id"),
    CONSTRAINT key_state CHECK ("state" IN ('checking', 'works', 'bad-key', 'no-quota', 'unverified', 'unreachable', 'removed')),
    CONSTRAINT removed_key_has_no_record CHECK ("state" <> 'removed' OR "record" IS NULL)
);
CREATE UNIQUE INDEX "ProviderKey_workspaceId_id_key" ON "ProviderKey"("workspaceId", "id");

CREATE TABLE "KeyEvent" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "keyId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "memberId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "KeyEvent_pkey" PRIMARY KEY ("id"),
    CONSTRAINT key_event_kind CHECK ("kind" IN ('added', 'verified', 'refused', 'rotated', 'capped', 'alerted', 'paused', 'removed'))
);
CREATE INDEX "KeyEvent_workspaceId_createdAt_idx" ON "KeyEvent"("workspaceId", "createdAt" DESC);

CREATE TABLE "Budget" (
    "workspaceId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "subject" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "capMicros" BIGINT,
    "spentMicros" BIGINT NOT NULL DEFAULT 0,
    "reservedMicros" BIGINT NOT NULL DEFAULT 0,
    "alerted" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Budget_pkey" PRIMARY KEY ("workspaceId", "scope", "subject", "month"),
    CONSTRAINT budget_scope CHECK ("scope" IN ('run', 'key', 'workspace')),
    CONSTRAINT budget_is_never_negative CHECK ("spentMicros" >= 0 AND "reservedMicros" >= 0 AND ("capMicros" IS NULL OR "capMicros" >= 0))
);

CREATE TABLE "Call" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "node" TEXT NOT NULL,
    "index" INTEGER NOT NULL DEFAULT 0,
    "fingerprint" TEXT NOT NULL,
    "keyId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "limitGroup" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'intended',
    "maxMicros" BIGINT NOT NULL,
    "costMicros" BIGINT,
    "ticket" JSONB,
    "outcome" TEXT,
    "say" TEXT,
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "usage" JSONB,
    "result" JSONB,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "decision" TEXT,
    CONSTRAINT "Call_pkey" PRIMARY KEY ("id"),
    CONSTRAINT call_state CHECK ("state" IN ('intended', 'sent', 'ticketed', 'done', 'failed', 'uncertain', 'released')),
    CONSTRAINT call_decision CHECK ("decision" IN ('bought-again', 'given-up'))
);
CREATE UNIQUE INDEX "Call_workspaceId_id_key" ON "Call"("workspaceId", "id");
CREATE INDEX "Call_workspaceId_itemId_idx" ON "Call"("workspaceId", "itemId");
CREATE INDEX "Call_workspaceId_runId_state_idx" ON "Call"("workspaceId", "runId", "state");
CREATE INDEX "Call_workspaceId_month_keyId_model_idx" ON "Call"("workspaceId", "month", "keyId", "model");
-- The slots of a key: few rows of a journal that only grows.
CREATE INDEX call_in_flight ON "Call" ("keyId", "limitGroup") WHERE "state" IN ('intended', 'sent', 'ticketed');
-- A step has one call at a time, and one that counts: a second purchase of the same step cannot even be written.
CREATE UNIQUE INDEX call_once ON "Call" ("workspaceId", "itemId", "node", "index")
  WHERE "state" IN ('intended', 'sent', 'ticketed') OR ("state" = 'uncertain' AND "decision" IS NULL);

CREATE TABLE "Installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "spendingStoppedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT one_installation CHECK ("id" = 1)
);
INSERT INTO "Installation" ("id") VALUES (1);

ALTER TABLE "ProviderKey" ADD CONSTRAINT "ProviderKey_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "KeyEvent" ADD CONSTRAINT "KeyEvent_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "KeyEvent" ADD CONSTRAINT "KeyEvent_workspaceId_keyId_fkey" FOREIGN KEY ("workspaceId", "keyId") REFERENCES "ProviderKey"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Budget" ADD CONSTRAINT "Budget_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Call" ADD CONSTRAINT "Call_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Call" ADD CONSTRAINT "Call_workspaceId_keyId_fkey" FOREIGN KEY ("workspaceId", "keyId") REFERENCES "ProviderKey"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Call" ADD CONSTRAINT "Call_workspaceId_runId_fkey" FOREIGN KEY ("workspaceId", "runId") REFERENCES "Run"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ProviderKey', 'KeyEvent', 'Budget', 'Call'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY workspace ON %I USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO piccaso_app', name);
  END LOOP;
END $$;
GRANT SELECT ON "Installation" TO piccaso_app;
-- The dispatcher reads a run's own bound.
GRANT SELECT ("maxRunning") ON "Run" TO piccaso_system;

-- Takes a slot of (key, limit group), reserves the call's maximum in every budget that it counts in, and
-- writes the journal's row: all or nothing. Returns null when the call may be sent, else why not:
-- stopped, no-key, paused, full, cap-run, cap-key or cap-workspace. Several statements on purpose: what
-- was counted under a lock must be seen by a statement that began after the lock was held.
CREATE FUNCTION take_call(call_id uuid, run uuid, item uuid, node_path text, place int, print text, key_id uuid, provider_id text, model_id text, limit_group text, in_flight int, most bigint, in_month text, at timestamptz)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
  held "ProviderKey";
  budget "Budget";
BEGIN
  IF EXISTS (SELECT FROM "Installation" WHERE "spendingStoppedAt" IS NOT NULL)
     OR EXISTS (SELECT FROM "Workspace" WHERE "id" = ws AND "spendingStoppedAt" IS NOT NULL) THEN RETURN 'stopped'; END IF;
  SELECT * INTO held FROM "ProviderKey" WHERE "workspaceId" = ws AND "id" = key_id FOR UPDATE;
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
    IF budget."capMicros" IS NOT NULL AND budget."spentMicros" + budget."reservedMicros" + most > budget."capMicros" THEN RETURN 'cap-' || budget."scope"; END IF;
  END LOOP;
  UPDATE "Budget" SET "reservedMicros" = "reservedMicros" + most
   WHERE "workspaceId" = ws AND (("scope" = 'key' AND "subject" = key_id AND "month" = in_month) OR ("scope" = 'run' AND "subject" = run AND "month" = '') OR ("scope" = 'workspace' AND "subject" = ws AND "month" = in_month));
  INSERT INTO "Call" ("id", "workspaceId", "runId", "itemId", "node", "index", "fingerprint", "keyId", "provider", "model", "limitGroup", "month", "maxMicros", "createdAt")
    VALUES (call_id, ws, run, item, node_path, place, print, key_id, provider_id, model_id, limit_group, in_month, most, at);
  UPDATE "ProviderKey" SET "lastUsedAt" = at WHERE "workspaceId" = ws AND "id" = key_id;
  RETURN NULL;
END $$;

-- Ends a call and moves its reserve: what it cost is spent, the rest is free again; an uncertain one keeps
-- its reserve. Fenced: a holder that was replaced changes nothing and gets false.
CREATE FUNCTION settle_call(call_id uuid, holder int, new_state text, cost bigint, came text, said text, warned jsonb, used jsonb, gave jsonb, at timestamptz)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
  ended "Call";
BEGIN
  UPDATE "Call" SET "state" = new_state, "costMicros" = cost, "outcome" = came, "say" = said, "warnings" = warned, "usage" = used, "result" = gave, "endedAt" = at
   WHERE "workspaceId" = ws AND "id" = call_id AND "epoch" = holder AND "state" IN ('intended', 'sent', 'ticketed', 'uncertain')
   RETURNING * INTO ended;
  IF ended."id" IS NULL THEN RETURN false; END IF;
  IF new_state <> 'uncertain' THEN
    PERFORM FROM "Budget" WHERE "workspaceId" = ws AND (("scope" = 'key' AND "subject" = ended."keyId" AND "month" = ended."month") OR ("scope" = 'run' AND "subject" = ended."runId" AND "month" = '') OR ("scope" = 'workspace' AND "subject" = ws AND "month" = ended."month"))
      ORDER BY "scope", "subject" FOR UPDATE;
    UPDATE "Budget" SET "reservedMicros" = "reservedMicros" - ended."maxMicros", "spentMicros" = "spentMicros" + coalesce(cost, 0)
     WHERE "workspaceId" = ws AND (("scope" = 'key' AND "subject" = ended."keyId" AND "month" = ended."month") OR ("scope" = 'run' AND "subject" = ended."runId" AND "month" = '') OR ("scope" = 'workspace' AND "subject" = ws AND "month" = ended."month"));
  END IF;
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION take_call, settle_call TO piccaso_app;
