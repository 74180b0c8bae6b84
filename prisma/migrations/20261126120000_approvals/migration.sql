-- What a person is asked in the middle of a run.
CREATE TABLE "Approval" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "node" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'awaiting',
    "question" TEXT NOT NULL,
    "instructions" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "asked" JSONB NOT NULL DEFAULT '{}',
    "decided" JSONB,
    "atExpiry" TEXT NOT NULL,
    "decidedBy" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "Approval_pkey" PRIMARY KEY ("id"),
    CONSTRAINT approval_state CHECK ("state" IN ('awaiting', 'approved', 'rejected', 'expired', 'withdrawn')),
    CONSTRAINT approval_at_expiry CHECK ("atExpiry" IN ('stop', 'go-on'))
);
CREATE UNIQUE INDEX "Approval_workspaceId_itemId_node_index_key" ON "Approval"("workspaceId", "itemId", "node", "index");
CREATE INDEX "Approval_workspaceId_runId_state_idx" ON "Approval"("workspaceId", "runId", "state");

ALTER TABLE "Approval" ADD CONSTRAINT "Approval_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "Item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Approval" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Approval" FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON "Approval" USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON "Approval" TO piccaso_app;

-- Items that wait for a decision go on where none of theirs is open any more; the others wait for the next.
-- Their rows are locked first: an item that is about to wait, and a decision about it, must not miss each other.
-- What a call of theirs made, or their run form was given, is kept until `keep`, so that nothing is bought twice.
CREATE FUNCTION settle_approvals(items uuid[], keep timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
BEGIN
  PERFORM FROM "Item" WHERE "workspaceId" = ws AND "id" = ANY(items) ORDER BY "id" FOR NO KEY UPDATE;
  UPDATE "Item" i SET
      "state" = CASE WHEN due."at" IS NULL THEN 'queued' ELSE 'waiting' END, "expiresAt" = due."at",
      "reason" = CASE WHEN due."at" IS NULL THEN NULL ELSE i."reason" END, "say" = CASE WHEN due."at" IS NULL THEN NULL ELSE i."say" END
    FROM (SELECT w."id", min(a."expiresAt") AS "at" FROM "Item" w
            LEFT JOIN "Approval" a ON a."workspaceId" = ws AND a."itemId" = w."id" AND a."state" = 'awaiting'
           WHERE w."workspaceId" = ws AND w."id" = ANY(items) AND w."state" = 'waiting' AND w."reason" = 'needs_approval' GROUP BY w."id") due
   WHERE i."workspaceId" = ws AND i."id" = due."id";
  UPDATE "ImageUse" SET "expiresAt" = keep
   WHERE "workspaceId" = ws AND "expiresAt" < keep AND "subject" IN (SELECT "id" FROM "Call" WHERE "workspaceId" = ws AND "itemId" = ANY(items));
  UPDATE "ImageUse" SET "expiresAt" = keep
   WHERE "workspaceId" = ws AND "expiresAt" < keep AND "kind" = 'upload'
     AND "hash" IN (SELECT answer.value->>'hash' FROM "Run" r CROSS JOIN jsonb_each(r."answers") answer
                     WHERE r."workspaceId" = ws AND r."id" IN (SELECT "runId" FROM "Item" WHERE "workspaceId" = ws AND "id" = ANY(items)));
END $$;
GRANT EXECUTE ON FUNCTION settle_approvals TO piccaso_app;
