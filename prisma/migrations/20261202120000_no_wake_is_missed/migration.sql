-- What waited for a key, a cap, the switch or a resumed run looks again; of one run, or (null) of all. An item that
-- was refused before and is only now on its way to wait must not miss it: whoever runs is marked by `until`, and
-- comes back at once where it then waits.
CREATE FUNCTION wake_items(run uuid, reasons text[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  -- One statement, so that of the wait and the wake whichever is second sees the first.
  UPDATE "Item" SET
      "state" = CASE "state" WHEN 'waiting' THEN 'queued' ELSE "state" END, "until" = CASE "state" WHEN 'waiting' THEN NULL ELSE now() END,
      "expiresAt" = CASE "state" WHEN 'waiting' THEN NULL ELSE "expiresAt" END, "reason" = CASE "state" WHEN 'waiting' THEN NULL ELSE "reason" END, "say" = CASE "state" WHEN 'waiting' THEN NULL ELSE "say" END
   WHERE "workspaceId" = current_workspace() AND (run IS NULL OR "runId" = run) AND ("state" = 'running' OR ("state" = 'waiting' AND "reason" = ANY(reasons)));
  PERFORM pg_notify('dispatch', '');
END $$;

-- An item that cannot go on waits, unless its holder was replaced. Where what it waits for has changed since it was
-- refused (wake_items has marked it), it is tried again at once.
CREATE FUNCTION wait_item(item uuid, holder int, why text, words text, again timestamptz, ends timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE "Item" SET "state" = 'waiting', "reason" = why, "say" = words, "until" = CASE WHEN "until" IS NULL THEN again ELSE now() END, "expiresAt" = ends
   WHERE "workspaceId" = current_workspace() AND "id" = item AND "epoch" = holder AND "state" = 'running';
END $$;
GRANT EXECUTE ON FUNCTION wake_items, wait_item TO piccaso_app;
