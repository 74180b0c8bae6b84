-- A live test is a run of its own kind, without a number: it is in no list of runs. `target` says which part of the graph it runs.
ALTER TABLE "Run" DROP CONSTRAINT run_kind;
ALTER TABLE "Run" ADD COLUMN "target" JSONB;
ALTER TABLE "Run" ADD CONSTRAINT run_kind CHECK ("kind" IN ('run', 'preview', 'test') AND ("kind" = 'test') = ("number" = 0) AND ("kind" = 'test') = ("target" IS NOT NULL));
DROP INDEX "Run_workspaceId_number_key";
CREATE UNIQUE INDEX run_numbers ON "Run" ("workspaceId", "number") WHERE "kind" <> 'test';
-- Tests look for what earlier ones of their skill left, and the builder for the newest.
CREATE INDEX run_tests ON "Run" ("workspaceId", "skillId", "createdAt" DESC) WHERE "kind" = 'test';

-- Of a test each step is written when it begins and when it ends, with what is shown of it.
ALTER TABLE "Step" ADD COLUMN "cached" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Step" ADD COLUMN "say" TEXT;
ALTER TABLE "Step" ADD COLUMN "shown" JSONB;
ALTER TABLE "Step" ADD CONSTRAINT step_state CHECK ("state" IN ('running', 'waiting', 'done', 'failed'));

-- An item with what it needs to run, or null.
CREATE OR REPLACE FUNCTION load_item(item uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('runId', i."runId", 'state', i."state", 'epoch', i."epoch", 'attempts', i."attempts", 'position', i."position", 'product', i."product",
                              'skillName', r."skillName", 'answers', r."answers", 'graph', v."graph", 'target', r."target")
      FROM "Item" i JOIN "Run" r ON r."id" = i."runId" JOIN "SkillVersion" v ON v."id" = r."skillVersionId"
     WHERE i."workspaceId" = current_workspace() AND i."id" = item);
END $$;

-- Writes how a step of a test stands, and keeps what is shown of it for the review days. Fenced like
-- finish_item: false where the item has another holder.
CREATE FUNCTION note_step(item uuid, holder int, step jsonb, uses jsonb, at timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
  run uuid;
BEGIN
  PERFORM lock_images(ARRAY(SELECT use->>'hash' FROM jsonb_array_elements(uses) use));
  SELECT "runId" INTO run FROM "Item" WHERE "workspaceId" = ws AND "id" = item AND "epoch" = holder AND "state" = 'running' FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO "Step" ("workspaceId", "itemId", "node", "index", "fingerprint", "state", "output", "ms", "cached", "say", "shown", "createdAt")
    VALUES (ws, item, step->>'node', (step->>'index')::int, step->>'fingerprint', step->>'state', step->'output', (step->>'ms')::int, (step->>'cached')::boolean, step->>'say', nullif(step->'shown', 'null'), at)
    ON CONFLICT ("workspaceId", "itemId", "node", "index") DO UPDATE
      SET "fingerprint" = excluded."fingerprint", "state" = excluded."state", "output" = excluded."output", "ms" = excluded."ms", "cached" = excluded."cached", "say" = excluded."say", "shown" = excluded."shown",
          "createdAt" = CASE WHEN excluded."state" = 'running' THEN excluded."createdAt" ELSE "Step"."createdAt" END;
  PERFORM use_images(uses, at + (SELECT "reviewDays" FROM "Workspace" WHERE "id" = ws) * interval '24 hours');
  PERFORM pg_notify('progress', run::text);
  RETURN true;
END $$;

-- What an earlier test of the same skill and product shows of the same step, where it made the very same (print)
-- and all of it is still kept; or null.
CREATE FUNCTION shown_before(item uuid, node_id text, place int, made text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT s."shown" FROM "Item" me JOIN "Run" mine ON mine."id" = me."runId"
      JOIN "Run" r ON r."workspaceId" = mine."workspaceId" AND r."skillId" = mine."skillId" AND r."kind" = 'test'
      JOIN "Item" i ON i."runId" = r."id" AND i."productId" = me."productId" AND i."id" <> me."id"
      JOIN "Step" s ON s."workspaceId" = i."workspaceId" AND s."itemId" = i."id" AND s."node" = node_id AND s."index" = place AND s."state" = 'done' AND s."shown"->>'print' = made
     WHERE me."workspaceId" = current_workspace() AND me."id" = item
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(s."shown"->'values') v WHERE v->>'hash' IS NOT NULL AND NOT EXISTS (SELECT FROM "Image" kept WHERE kept."workspaceId" = current_workspace() AND kept."hash" = v->>'hash'))
     ORDER BY r."createdAt" DESC LIMIT 1);
END $$;

-- What there is of a step before anything is bought for it: its newest call; or else the same request as a
-- preview paid for with the same version and no earlier run has used, unless what came of it was rejected; or,
-- in a test, as an earlier test of the same skill paid for with the same product, if its images are still kept.
CREATE OR REPLACE FUNCTION calls_of_step(run uuid, item uuid, node_path text, place int, print text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  newest "Call";
  previewed "Call";
BEGIN
  SELECT * INTO newest FROM "Call" WHERE "workspaceId" = current_workspace() AND "itemId" = item AND "node" = node_path AND "index" = place AND "state" <> 'released'
   ORDER BY "createdAt" DESC, "id" DESC LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('call', to_jsonb(newest), 'previewed', NULL); END IF;
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
GRANT EXECUTE ON FUNCTION note_step, shown_before TO piccaso_app;
