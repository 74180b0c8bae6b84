-- What an item did before it began to wait for a person, so that its page shows it meanwhile. Fenced like
-- finish_item, in the transaction that lets the item wait.
CREATE FUNCTION keep_steps(item uuid, holder int, steps jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
BEGIN
  PERFORM FROM "Item" WHERE "workspaceId" = ws AND "id" = item AND "epoch" = holder AND "state" = 'running' FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO "Step" ("workspaceId", "itemId", "node", "index", "fingerprint", "state", "output", "ms")
    SELECT ws, item, step->>'node', (step->>'index')::int, step->>'fingerprint', 'done', step->'output', (step->>'ms')::int FROM jsonb_array_elements(steps) step
    ON CONFLICT ("workspaceId", "itemId", "node", "index") DO UPDATE SET "fingerprint" = excluded."fingerprint", "output" = excluded."output", "ms" = excluded."ms";
END $$;
GRANT EXECUTE ON FUNCTION keep_steps TO piccaso_app;
