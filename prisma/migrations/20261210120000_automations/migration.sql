-- What starts runs by itself: triggers, which hear of products, and schedules, which hear of the clock.
CREATE TABLE "Automation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "skillId" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "event" TEXT,
    "filter" JSONB,
    "selection" JSONB,
    "cadence" JSONB,
    "catchUp" TEXT,
    "capMicros" BIGINT,
    "monthCapMicros" BIGINT,
    "state" TEXT NOT NULL DEFAULT 'running',
    "say" TEXT,
    "ownerId" UUID,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "nextAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "lastAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "Automation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT automation_kind CHECK ("kind" IN ('trigger', 'schedule')),
    CONSTRAINT automation_state CHECK ("state" IN ('running', 'paused', 'stopped')),
    CONSTRAINT automation_unit CHECK ("unit" IN ('product', 'image', 'variant')),
    CONSTRAINT automation_trigger CHECK ("kind" <> 'trigger' OR "event" IN ('product-created', 'image-added')),
    CONSTRAINT automation_schedule CHECK ("kind" <> 'schedule' OR ("selection" IS NOT NULL AND "cadence" IS NOT NULL AND "catchUp" IN ('once', 'skip') AND "nextAt" IS NOT NULL AND "dueAt" IS NOT NULL))
);
CREATE UNIQUE INDEX "Automation_workspaceId_id_key" ON "Automation"("workspaceId", "id");
CREATE UNIQUE INDEX "Automation_workspaceId_name_key" ON "Automation"("workspaceId", "name");
CREATE INDEX "Automation_dueAt_idx" ON "Automation"("dueAt");
ALTER TABLE "Automation" ADD CONSTRAINT "Automation_workspaceId_skillId_fkey" FOREIGN KEY ("workspaceId", "skillId") REFERENCES "Skill"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What happened in a shop that some trigger listens to. A batch is what one look at it has taken: its runs are known by it.
CREATE TABLE "CatalogEvent" (
    "id" BIGSERIAL NOT NULL,
    "workspaceId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "productId" BIGINT NOT NULL,
    "mediaId" BIGINT NOT NULL DEFAULT 0,
    "heardAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "batch" UUID,
    CONSTRAINT "CatalogEvent_pkey" PRIMARY KEY ("id"),
    CONSTRAINT catalog_event_kind CHECK ("kind" IN ('product-created', 'image-added'))
);
CREATE UNIQUE INDEX "CatalogEvent_workspaceId_kind_productId_mediaId_key" ON "CatalogEvent"("workspaceId", "kind", "productId", "mediaId");
CREATE INDEX "CatalogEvent_dueAt_idx" ON "CatalogEvent"("dueAt");
GRANT USAGE ON SEQUENCE "CatalogEvent_id_seq" TO piccaso_app;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Automation', 'CatalogEvent'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE', name, name || '_workspaceId_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY workspace ON %I USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO piccaso_app', name);
    EXECUTE format('CREATE POLICY system ON %I FOR SELECT TO piccaso_system USING (true)', name);
  END LOOP;
END $$;
GRANT SELECT ("workspaceId", "state", "dueAt") ON "Automation" TO piccaso_system;
GRANT SELECT ("workspaceId", "dueAt") ON "CatalogEvent" TO piccaso_system;

-- Since when somebody wants to know of new products and of added images; nothing is kept of what nobody listens to.
ALTER TABLE "CatalogSync" ADD COLUMN "productsSince" TIMESTAMPTZ(3), ADD COLUMN "imagesSince" TIMESTAMPTZ(3);
-- Media that were seen on a product, while somebody listens: what was there before has not been added.
ALTER TABLE "CatalogProduct" ADD COLUMN "mediaIds" BIGINT[] NOT NULL DEFAULT ARRAY[]::BIGINT[];

-- What started a run where it was no person.
ALTER TABLE "Run" ADD COLUMN "automationId" UUID, ADD COLUMN "cause" TEXT;
CREATE INDEX run_automation ON "Run" ("workspaceId", "automationId", "createdAt") WHERE "automationId" IS NOT NULL;
