-- What every item of a run does is one function each, called as its workspace: one round trip, and locks are
-- held for as long as the server needs. They lock in one order: images, key, budgets, run, item.

-- One at a time for each image: adding a use and deleting the last one must not cross. Sorted, so that two
-- never wait for each other.
CREATE FUNCTION lock_images(hashes text[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(current_workspace() || ':' || sorted.hash, 0))
    FROM (SELECT DISTINCT hash FROM unnest(hashes) hash ORDER BY hash) sorted;
END $$;

-- Writes the rows of images whose bytes are stored, and why each is kept until when (null: until its subject
-- goes). The same reason twice keeps the later expiry.
CREATE FUNCTION use_images(uses jsonb, until timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
BEGIN
  PERFORM lock_images(ARRAY(SELECT use->>'hash' FROM jsonb_array_elements(uses) use));
  INSERT INTO "Image" ("workspaceId", "hash", "mime", "bytes", "width", "height")
    SELECT ws, use."hash", use."mime", use."bytes", use."width", use."height"
      FROM jsonb_to_recordset(uses) use("hash" text, "mime" text, "bytes" int, "width" int, "height" int)
    ON CONFLICT DO NOTHING;
  INSERT INTO "ImageUse" ("workspaceId", "hash", "kind", "subject", "expiresAt")
    SELECT DISTINCT ws, use."hash", use."kind", use."subject", until
      FROM jsonb_to_recordset(uses) use("hash" text, "kind" text, "subject" uuid)
    ON CONFLICT ("workspaceId", "hash", "kind", "subject") DO UPDATE SET "expiresAt" = excluded."expiresAt";
END $$;

-- An item with what it needs to run, or null.
CREATE FUNCTION load_item(item uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('runId', i."runId", 'state', i."state", 'epoch', i."epoch", 'attempts', i."attempts", 'position', i."position", 'product', i."product",
                              'skillName', r."skillName", 'answers', r."answers", 'graph', v."graph")
      FROM "Item" i JOIN "Run" r ON r."id" = i."runId" JOIN "SkillVersion" v ON v."id" = r."skillVersionId"
     WHERE i."workspaceId" = current_workspace() AND i."id" = item);
END $$;

-- Whether no item of a run that goes on is left to end. The run's row is locked: of two last items that end at
-- once, the second sees the first.
CREATE FUNCTION all_items_ended(run uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM FROM "Run" WHERE "workspaceId" = current_workspace() AND "id" = run AND "state" IN ('running', 'paused') FOR NO KEY UPDATE;
  RETURN FOUND AND NOT EXISTS (SELECT FROM "Item" WHERE "workspaceId" = current_workspace() AND "runId" = run AND "state" IN ('queued', 'running', 'waiting'));
END $$;

-- Writes steps, images, outputs and the item's end: all or nothing. Fenced: a holder that was replaced writes
-- nothing and gets null. Else it answers whether this was the run's last item (all_items_ended).
CREATE FUNCTION finish_item(item uuid, run uuid, holder int, at timestamptz, steps jsonb, outputs jsonb, uses jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
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
  INSERT INTO "Output" ("id", "workspaceId", "runId", "itemId", "index", "hash", "sourceHash", "mime", "width", "height", "fileName", "altText", "altOf", "expiresAt")
    SELECT made."id", ws, run, item, made."index", made."hash", made."sourceHash", made."mime", made."width", made."height", made."fileName", made."altText", made."altOf", until
      FROM jsonb_to_recordset(outputs) made("id" uuid, "index" int, "hash" text, "sourceHash" text, "mime" text, "width" int, "height" int, "fileName" text, "altText" text, "altOf" text);
  PERFORM pg_notify('progress', run::text), pg_notify('dispatch', '');
  RETURN all_items_ended(run);
END $$;

-- Ends a call that made something, with what it made. Answers kept, taken-over, or tell: then nothing was
-- written, because a cap may have to be told or the call cost more than its maximum, and the caller does both
-- in a transaction of its own.
CREATE FUNCTION keep_call(call_id uuid, holder int, most bigint, cost bigint, warned jsonb, used jsonb, gave jsonb, at timestamptz, uses jsonb, until timestamptz) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF cost > most OR (cost > 0 AND EXISTS (SELECT FROM "Budget" WHERE "workspaceId" = current_workspace() AND "month" <> '' AND "capMicros" IS NOT NULL AND "alerted" < 100)) THEN RETURN 'tell'; END IF;
  PERFORM lock_images(ARRAY(SELECT use->>'hash' FROM jsonb_array_elements(uses) use));
  IF NOT settle_call(call_id, holder, 'done', cost, 'done', NULL, warned, used, gave, at) THEN RETURN 'taken-over'; END IF;
  PERFORM use_images(uses, until);
  PERFORM pg_notify('slot', "keyId"::text) FROM "Call" WHERE "workspaceId" = current_workspace() AND "id" = call_id;
  RETURN 'kept';
END $$;

-- A call that was sent has a ticket now. False where another worker has it.
CREATE FUNCTION ticket_call(call_id uuid, holder int, given jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE "Call" SET "state" = 'ticketed', "ticket" = given
   WHERE "workspaceId" = current_workspace() AND "id" = call_id AND "epoch" = holder AND "state" = 'sent';
  RETURN FOUND;
END $$;

-- What there is of a step before anything is bought for it: its newest call, or else the same request as a
-- preview paid for with the same version and no earlier run has used, unless what came of it was rejected.
CREATE FUNCTION calls_of_step(run uuid, item uuid, node_path text, place int, print text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  newest "Call";
  previewed "Call";
BEGIN
  SELECT * INTO newest FROM "Call" WHERE "workspaceId" = current_workspace() AND "itemId" = item AND "node" = node_path AND "index" = place AND "state" <> 'released'
   ORDER BY "createdAt" DESC, "id" DESC LIMIT 1;
  IF FOUND THEN RETURN jsonb_build_object('call', to_jsonb(newest), 'previewed', NULL); END IF;
  SELECT c.* INTO previewed FROM "Run" r
    JOIN "Run" p ON p."skillVersionId" = r."skillVersionId" AND p."kind" = 'preview'
    JOIN "Call" c ON c."runId" = p."id" AND c."node" = node_path AND c."index" = place AND c."fingerprint" = print AND c."state" = 'done' AND c."createdAt" < r."createdAt"
   WHERE r."workspaceId" = current_workspace() AND r."id" = run AND r."kind" = 'run'
     AND NOT EXISTS (SELECT FROM "Run" f WHERE f."skillVersionId" = r."skillVersionId" AND f."kind" = 'run' AND f."createdAt" < r."createdAt" AND f."createdAt" >= c."createdAt")
     AND NOT EXISTS (SELECT FROM "Output" o WHERE o."itemId" = c."itemId" AND o."state" = 'rejected')
   ORDER BY c."createdAt" DESC LIMIT 1;
  RETURN jsonb_build_object('call', NULL, 'previewed', CASE WHEN FOUND THEN to_jsonb(previewed) END);
END $$;

-- The working key of a provider that was added first, or null.
CREATE FUNCTION working_key(provider_id text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT to_jsonb(k) FROM "ProviderKey" k
           WHERE k."workspaceId" = current_workspace() AND k."provider" = provider_id AND k."state" = 'works' AND k."removedAt" IS NULL
           ORDER BY k."createdAt", k."id" LIMIT 1);
END $$;
GRANT EXECUTE ON FUNCTION lock_images, use_images, load_item, all_items_ended, finish_item, keep_call, ticket_call, calls_of_step, working_key TO piccaso_app;
