-- A member whom the owner has removed stays as a row, so that opening the app again does not let them in.
ALTER TABLE "Member" ADD COLUMN "removedAt" TIMESTAMPTZ(3);

-- As before, and who was removed neither takes room nor is paused.
CREATE OR REPLACE FUNCTION fit_plan(most_skills int, most_members int, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE "Skill" s SET "pausedAt" = CASE WHEN r.beyond THEN at END
    FROM (SELECT "id", "archivedAt" IS NULL AND row_number() OVER (PARTITION BY "archivedAt" IS NULL ORDER BY "createdAt", "id") > most_skills AS beyond FROM "Skill" WHERE "workspaceId" = current_workspace()) r
   WHERE s."workspaceId" = current_workspace() AND s."id" = r."id" AND (s."pausedAt" IS NOT NULL) <> r.beyond;
  UPDATE "Member" m SET "pausedAt" = CASE WHEN r.beyond THEN at END
    FROM (SELECT "id", "removedAt" IS NULL AND row_number() OVER (PARTITION BY "removedAt" IS NULL ORDER BY "role" <> 'owner', "createdAt", "id") > most_members AS beyond FROM "Member" WHERE "workspaceId" = current_workspace()) r
   WHERE m."workspaceId" = current_workspace() AND m."id" = r."id" AND (m."pausedAt" IS NOT NULL) <> r.beyond;
END $$;
