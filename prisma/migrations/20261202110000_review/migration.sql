-- Where in its item an image was made: the step that finished it, which turn and which of its images, and the
-- pictures that it was made from. Null for images of before.
ALTER TABLE "Output" ADD COLUMN "origin" JSONB;
-- The member who is asked to decide about it.
ALTER TABLE "Output" ADD COLUMN "assignedTo" UUID;
CREATE INDEX output_assigned ON "Output" ("workspaceId", "assignedTo") WHERE "assignedTo" IS NOT NULL;

-- A redo is a product once more: one step is bought anew with a note, everything else is taken from before. The
-- number counts the redos of an image, so that the same wish is one redo however often it is sent.
ALTER TABLE "Item" ADD COLUMN "redoOf" UUID;
ALTER TABLE "Item" ADD COLUMN "redoNumber" INTEGER;
ALTER TABLE "Item" ADD COLUMN "redo" JSONB;
ALTER TABLE "Item" ADD CONSTRAINT item_redo CHECK (("redoOf" IS NULL) = ("redoNumber" IS NULL) AND ("redoOf" IS NULL) = ("redo" IS NULL));
CREATE UNIQUE INDEX "Item_workspaceId_redoOf_redoNumber_key" ON "Item"("workspaceId", "redoOf", "redoNumber");

-- What members say of an image.
CREATE TABLE "OutputComment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "outputId" UUID NOT NULL,
    "memberId" UUID,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "OutputComment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT output_comment_length CHECK (char_length("text") BETWEEN 1 AND 2000)
);
CREATE INDEX "OutputComment_workspaceId_outputId_createdAt_idx" ON "OutputComment"("workspaceId", "outputId", "createdAt");
ALTER TABLE "OutputComment" ADD CONSTRAINT "OutputComment_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OutputComment" ADD CONSTRAINT "OutputComment_workspaceId_outputId_fkey" FOREIGN KEY ("workspaceId", "outputId") REFERENCES "Output"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OutputComment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "OutputComment" FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON "OutputComment" USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON "OutputComment" TO piccaso_app;

-- An item with what it needs to run, or null.
CREATE OR REPLACE FUNCTION load_item(item uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('runId', i."runId", 'state', i."state", 'epoch', i."epoch", 'attempts', i."attempts", 'position', i."position", 'product', i."product", 'redo', i."redo",
                              'skillName', r."skillName", 'answers', r."answers", 'graph', v."graph", 'target', r."target")
      FROM "Item" i JOIN "Run" r ON r."id" = i."runId" JOIN "SkillVersion" v ON v."id" = r."skillVersionId"
     WHERE i."workspaceId" = current_workspace() AND i."id" = item);
END $$;

-- As before, and each output says where it was made.
CREATE OR REPLACE FUNCTION finish_item(item uuid, run uuid, holder int, at timestamptz, steps jsonb, outputs jsonb, uses jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
  until timestamptz := at + (SELECT "reviewDays" FROM "Workspace" WHERE "id" = ws) * interval '24 hours';
BEGIN
  PERFORM lock_images(ARRAY(SELECT use->>'hash' FROM jsonb_array_elements(uses) use));
  PERFORM FROM "Run" WHERE "workspaceId" = ws AND "id" = run FOR NO KEY UPDATE;
  UPDATE "Item" SET "state" = 'done', "finishedAt" = at, "reason" = NULL, "say" = NULL, "failedNode" = NULL, "until" = NULL, "expiresAt" = NULL
   WHERE "workspaceId" = ws AND "id" = item AND "epoch" = holder AND "state" = 'running';
  IF NOT FOUND THEN RETURN NULL; END IF;
  INSERT INTO "Step" ("workspaceId", "itemId", "node", "index", "fingerprint", "state", "output", "ms")
    SELECT ws, item, step->>'node', (step->>'index')::int, step->>'fingerprint', 'done', step->'output', (step->>'ms')::int FROM jsonb_array_elements(steps) step
    ON CONFLICT ("workspaceId", "itemId", "node", "index") DO UPDATE SET "fingerprint" = excluded."fingerprint", "output" = excluded."output", "ms" = excluded."ms";
  PERFORM use_images(uses, until);
  INSERT INTO "Output" ("id", "workspaceId", "runId", "itemId", "index", "hash", "sourceHash", "mime", "width", "height", "fileName", "altText", "altOf", "expiresAt", "origin")
    SELECT made."id", ws, run, item, made."index", made."hash", made."sourceHash", made."mime", made."width", made."height", made."fileName", made."altText", made."altOf", until, made."origin"
      FROM jsonb_to_recordset(outputs) made("id" uuid, "index" int, "hash" text, "sourceHash" text, "mime" text, "width" int, "height" int, "fileName" text, "altText" text, "altOf" text, "origin" jsonb);
  PERFORM pg_notify('progress', run::text), pg_notify('dispatch', '');
  RETURN all_items_ended(run);
END $$;

-- What there is of a step before anything is bought for it: its newest call; or else, in a redo, the same request
-- as the same product of the same run paid for; or as a preview paid for with the same version and no earlier run
-- has used, unless what came of it was rejected; or, in a test, as an earlier test of the same skill paid for with
-- the same product, if its images are still kept.
CREATE OR REPLACE FUNCTION calls_of_step(run uuid, item uuid, node_path text, place int, print text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  newest "Call";
  previewed "Call";
BEGIN
  SELECT * INTO newest FROM "Call" WHERE "workspaceId" = current_workspace() AND "itemId" = item AND "node" = node_path AND "index" = place AND "state" <> 'released'
   ORDER BY "createdAt" DESC, "id" DESC LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('call', to_jsonb(newest), 'previewed', NULL); END IF;
  IF EXISTS (SELECT FROM "Item" i WHERE i."workspaceId" = current_workspace() AND i."id" = item AND i."redoOf" IS NOT NULL) THEN
    SELECT c.* INTO previewed FROM "Item" me JOIN "Item" i ON i."workspaceId" = me."workspaceId" AND i."runId" = me."runId" AND i."productId" = me."productId" AND i."id" <> me."id"
      JOIN "Call" c ON c."workspaceId" = i."workspaceId" AND c."itemId" = i."id" AND c."node" = node_path AND c."index" = place AND c."fingerprint" = print AND c."state" = 'done'
     WHERE me."workspaceId" = current_workspace() AND me."id" = item
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(c."result"->'images') made WHERE NOT EXISTS (SELECT FROM "Image" kept WHERE kept."workspaceId" = current_workspace() AND kept."hash" = made->>'hash'))
     ORDER BY c."createdAt" DESC LIMIT 1;
    RETURN jsonb_build_object('call', NULL, 'previewed', CASE WHEN FOUND THEN to_jsonb(previewed) END);
  END IF;
  IF EXISTS (SELECT FROM "Run" r WHERE r."workspaceId" = current_workspace() AND r."id" = run AND r."kind" = 'test') THEN
    SELECT c.* INTO previewed FROM "Item" me JOIN "Run" mine ON mine."id" = me."runId"
      JOIN "Run" r ON r."workspaceId" = mine."workspaceId" AND r."skillId" = mine."skillId" AND r."kind" = 'test'
      JOIN "Item" i ON i."runId" = r."id" AND i."productId" = me."productId" AND i."id" <> me."id"
      JOIN "Call" c ON c."workspaceId" = i."workspaceId" AND c."itemId" = i."id" AND c."node" = node_path AND c."index" = place AND c."fingerprint" = print AND c."state" = 'done'
     WHERE me."workspaceId" = current_workspace() AND me."id" = item
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(c."result"->'images') made WHERE NOT EXISTS (SELECT FROM "Image" kept WHERE kept."workspaceId" = current_workspace() AND kept."hash" = made->>'hash'))
     ORDER BY c."createdAt" DESC LIMIT 1;
    RETURN jsonb_build_object('call', NULL, 'previewed', CASE WHEN FOUND THEN to_jsonb(previewed) END);
  END IF;
  SELECT c.* INTO previewed FROM "Run" r
    JOIN "Run" p ON p."skillVersionId" = r."skillVersionId" AND p."kind" = 'preview'
    JOIN "Call" c ON c."runId" = p."id" AND c."node" = node_path AND c."index" = place AND c."fingerprint" = print AND c."state" = 'done' AND c."createdAt" < r."createdAt"
   WHERE r."workspaceId" = current_workspace() AND r."id" = run AND r."kind" = 'run'
     AND NOT EXISTS (SELECT FROM "Run" f WHERE f."skillVersionId" = r."skillVersionId" AND f."kind" = 'run' AND f."createdAt" < r."createdAt" AND f."createdAt" >= c."createdAt")
     AND NOT EXISTS (SELECT FROM "Output" o WHERE o."itemId" = c."itemId" AND o."state" = 'rejected')
   ORDER BY c."createdAt" DESC LIMIT 1;
  RETURN jsonb_build_object('call', NULL, 'previewed', CASE WHEN FOUND THEN to_jsonb(previewed) END);
END $$;
