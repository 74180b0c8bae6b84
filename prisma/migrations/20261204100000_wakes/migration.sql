-- How often something was changed for which items wait. Who is refused and about to wait compares: what was
-- changed meanwhile would not find him waiting, and he would wait for nothing.
ALTER TABLE "Workspace" ADD COLUMN "wakes" INTEGER NOT NULL DEFAULT 0;
GRANT SELECT ("wakes"), UPDATE ("wakes") ON "Workspace" TO piccaso_system;

-- Lets items that wait for these reasons look again: of one run, or (null) of all. Called after the change, in its
-- transaction. The count goes first: who reads it waits for this commit, or has been written as waiting before it.
CREATE FUNCTION wake_items(reasons text[], only_run uuid) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ws uuid := current_workspace();
  woken int;
BEGIN
  UPDATE "Workspace" SET "wakes" = "wakes" + 1 WHERE "id" = ws;
  UPDATE "Item" SET "state" = 'queued', "until" = NULL, "expiresAt" = NULL, "reason" = NULL, "say" = NULL
   WHERE "workspaceId" = ws AND "state" = 'waiting' AND "reason" = ANY (reasons) AND (only_run IS NULL OR "runId" = only_run);
  GET DIAGNOSTICS woken = ROW_COUNT;
  IF woken > 0 THEN PERFORM pg_notify('dispatch', ''); END IF;
  RETURN woken;
END $$;
GRANT EXECUTE ON FUNCTION wake_items TO piccaso_app;

-- An item with what it needs to run, or null.
CREATE OR REPLACE FUNCTION load_item(item uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('runId', i."runId", 'state', i."state", 'epoch', i."epoch", 'attempts', i."attempts", 'position', i."position", 'product', i."product", 'redo', i."redo",
                              'skillName', r."skillName", 'answers', r."answers", 'graph', v."graph", 'target', r."target", 'wakes', w."wakes")
      FROM "Item" i JOIN "Run" r ON r."id" = i."runId" JOIN "SkillVersion" v ON v."id" = r."skillVersionId" JOIN "Workspace" w ON w."id" = i."workspaceId"
     WHERE i."workspaceId" = current_workspace() AND i."id" = item);
END $$;
