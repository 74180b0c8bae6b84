-- What Shopify asks of a workspace about a person or about all of its data: when it is due, what was done, and the evidence.
CREATE TABLE "PrivacyRequest" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "inboxId" BIGINT NOT NULL,
    "topic" TEXT NOT NULL,
    "requestId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "reminded" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "PrivacyRequest_pkey" PRIMARY KEY ("id"),
    CONSTRAINT privacy_request_topic CHECK ("topic" IN ('customers/data_request', 'customers/redact', 'shop/redact')),
    CONSTRAINT privacy_request_state CHECK ("state" IN ('open', 'none-held', 'erased', 'found', 'answered', 'ignored')),
    CONSTRAINT privacy_request_ends CHECK (("state" IN ('open', 'found')) = ("finishedAt" IS NULL))
);
CREATE UNIQUE INDEX "PrivacyRequest_workspaceId_inboxId_key" ON "PrivacyRequest"("workspaceId", "inboxId");
CREATE INDEX "PrivacyRequest_workspaceId_receivedAt_id_idx" ON "PrivacyRequest"("workspaceId", "receivedAt" DESC, "id");
-- The reminders look at few rows of a table that only grows.
CREATE INDEX privacy_request_due ON "PrivacyRequest" ("dueAt") WHERE "finishedAt" IS NULL;

ALTER TABLE "PrivacyRequest" ADD CONSTRAINT "PrivacyRequest_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "PrivacyRequest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "PrivacyRequest" FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON "PrivacyRequest" USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace());
GRANT SELECT, INSERT, UPDATE ON "PrivacyRequest" TO piccaso_app;
CREATE POLICY system ON "PrivacyRequest" TO piccaso_system USING (true);
GRANT SELECT ("workspaceId", "dueAt", "finishedAt", "reminded") ON "PrivacyRequest" TO piccaso_system;

-- Evidence outlives the workspace, so from here on it names the shop by a keyed hash; one row a webhook.
ALTER TABLE "Erasure" ADD COLUMN "inboxId" BIGINT;
ALTER TABLE "Erasure" ADD COLUMN "dueAt" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX "Erasure_inboxId_key" ON "Erasure"("inboxId");

-- The hash '*' is the whole folder of an erased workspace: looked at once more when whoever was at work has ended.
ALTER TABLE "BlobDeletion" ADD COLUMN "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE INDEX blob_deletion_due ON "BlobDeletion" ("dueAt", "id");
CREATE INDEX inbox_received ON "Inbox" ("receivedAt");

-- When Shopify gave the token: a shop that was authorised again is installed again, also where its uninstall was never heard of.
ALTER TABLE "ShopSession" ADD COLUMN "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Takes a customer's address or number out of a published version, where such a request is open and in no
-- other case: the app may not change versions. Digits alone may be a number in JSON, so they become one.
CREATE FUNCTION erase_from_version(version uuid, literal text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  blank text := CASE WHEN literal ~ '^\d+$' THEN '0' ELSE '[removed]' END;
BEGIN
  IF length(literal) < 5 OR NOT EXISTS (SELECT FROM "PrivacyRequest" WHERE "workspaceId" = current_workspace() AND "topic" = 'customers/redact' AND "state" = 'open') THEN
    RAISE EXCEPTION 'no erasure of a customer is open';
  END IF;
  UPDATE "SkillVersion" SET "name" = replace("name", literal, blank), "label" = replace("label", literal, blank), "note" = replace("note", literal, blank), "graph" = replace("graph"::text, literal, blank)::jsonb
   WHERE "workspaceId" = current_workspace() AND "id" = version;
END $$;
REVOKE EXECUTE ON FUNCTION erase_from_version FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_from_version TO piccaso_app;
