-- Which plan counts for a workspace, as Shopify said it last.
CREATE TABLE "Entitlement" (
    "workspaceId" UUID NOT NULL,
    "plan" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "subscribed" TEXT,
    "subscriptionId" TEXT,
    "source" TEXT NOT NULL,
    "test" BOOLEAN NOT NULL DEFAULT false,
    "trialEndsAt" TIMESTAMPTZ(3),
    "periodEndsAt" TIMESTAMPTZ(3),
    "nextPlan" TEXT,
    "asOf" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "Entitlement_pkey" PRIMARY KEY ("workspaceId"),
    CONSTRAINT entitlement_state CHECK ("state" IN ('none', 'trial', 'active', 'frozen')),
    CONSTRAINT entitlement_source CHECK ("source" IN ('partner', 'admin'))
);
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Entitlement" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Entitlement" FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON "Entitlement" USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace());
GRANT SELECT, INSERT, UPDATE ON "Entitlement" TO piccaso_app;
CREATE POLICY system ON "Entitlement" TO piccaso_system USING (true);
GRANT SELECT ("workspaceId", "asOf") ON "Entitlement" TO piccaso_system;

-- What a smaller plan has no room for is paused: it stays, can be read and exported, and comes back.
ALTER TABLE "Skill" ADD COLUMN "pausedAt" TIMESTAMPTZ(3);
ALTER TABLE "Member" ADD COLUMN "pausedAt" TIMESTAMPTZ(3);

-- Pauses what is beyond a plan, and takes back what is not any more: the skills and members that came first stay, owners before others.
CREATE FUNCTION fit_plan(most_skills int, most_members int, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE "Skill" s SET "pausedAt" = CASE WHEN r.beyond THEN at END
    FROM (SELECT "id", "archivedAt" IS NULL AND row_number() OVER (PARTITION BY "archivedAt" IS NULL ORDER BY "createdAt", "id") > most_skills AS beyond FROM "Skill" WHERE "workspaceId" = current_workspace()) r
   WHERE s."workspaceId" = current_workspace() AND s."id" = r."id" AND (s."pausedAt" IS NOT NULL) <> r.beyond;
  UPDATE "Member" m SET "pausedAt" = CASE WHEN r.beyond THEN at END
    FROM (SELECT "id", row_number() OVER (ORDER BY "role" <> 'owner', "createdAt", "id") > most_members AS beyond FROM "Member" WHERE "workspaceId" = current_workspace()) r
   WHERE m."workspaceId" = current_workspace() AND m."id" = r."id" AND (m."pausedAt" IS NOT NULL) <> r.beyond;
END $$;
GRANT EXECUTE ON FUNCTION fit_plan TO piccaso_app;

-- What was run in a month is summed for each start.
CREATE INDEX run_month ON "Run" ("workspaceId", "createdAt") WHERE "kind" <> 'test';
