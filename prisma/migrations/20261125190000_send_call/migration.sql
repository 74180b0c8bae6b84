-- The last commit before the socket: the call is sent from here on, unless spending was stopped since its slot
-- was taken (stopped) or another worker has it (taken-over). Null means: go.
CREATE FUNCTION send_call(call_id uuid, holder int, at timestamptz) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF spending_stopped() THEN RETURN 'stopped'; END IF;
  UPDATE "Call" SET "state" = 'sent', "sentAt" = at
   WHERE "workspaceId" = current_workspace() AND "id" = call_id AND "epoch" = holder AND "state" = 'intended';
  RETURN CASE WHEN FOUND THEN NULL ELSE 'taken-over' END;
END $$;
GRANT EXECUTE ON FUNCTION send_call TO piccaso_app;
-- Every paid step looks whether a preview has bought it already: previews are few among runs.
CREATE INDEX run_previews ON "Run" ("skillVersionId") WHERE "kind" = 'preview';
