-- The shop's catalog as it was read last: what products are chosen by where Shopify has no search for it.
CREATE TABLE "CatalogProduct" (
    "workspaceId" UUID NOT NULL,
    "productId" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "tags" TEXT[] NOT NULL,
    "media" INTEGER NOT NULL,
    "imageUrl" TEXT,
    "imageWidth" INTEGER,
    "imageHeight" INTEGER,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "generation" INTEGER NOT NULL,
    CONSTRAINT "CatalogProduct_pkey" PRIMARY KEY ("workspaceId", "productId")
);
-- Few first images are small, and few products have none: what is chosen by it is found without reading the others.
CREATE INDEX catalog_small_image ON "CatalogProduct" ("workspaceId", (greatest("imageWidth", "imageHeight")), "productId") WHERE "imageWidth" IS NOT NULL;
CREATE INDEX catalog_no_image ON "CatalogProduct" ("workspaceId", "productId") WHERE "imageUrl" IS NULL;

CREATE TABLE "CatalogVariant" (
    "workspaceId" UUID NOT NULL,
    "variantId" BIGINT NOT NULL,
    "productId" BIGINT NOT NULL,
    "sku" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    CONSTRAINT "CatalogVariant_pkey" PRIMARY KEY ("workspaceId", "variantId")
);
CREATE INDEX "CatalogVariant_workspaceId_productId_idx" ON "CatalogVariant"("workspaceId", "productId");
CREATE INDEX "CatalogVariant_workspaceId_sku_idx" ON "CatalogVariant"("workspaceId", "sku");

-- Products that Shopify said have changed, each once, however often it said so.
CREATE TABLE "CatalogChange" (
    "workspaceId" UUID NOT NULL,
    "productId" BIGINT NOT NULL,
    "heardAt" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "CatalogChange_pkey" PRIMARY KEY ("workspaceId", "productId")
);
CREATE INDEX "CatalogChange_workspaceId_heardAt_idx" ON "CatalogChange"("workspaceId", "heardAt");

-- How far the catalog of a shop is read. Only the holder of the newest epoch writes.
CREATE TABLE "CatalogSync" (
    "workspaceId" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "operationId" TEXT,
    "partial" BOOLEAN NOT NULL DEFAULT false,
    "byteOffset" BIGINT NOT NULL DEFAULT 0,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "say" TEXT,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "knownTo" TIMESTAMPTZ(3),
    "wholeAt" TIMESTAMPTZ(3),
    "reconcileAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "CatalogSync_pkey" PRIMARY KEY ("workspaceId"),
    CONSTRAINT catalog_sync_state CHECK ("state" IN ('asked', 'running', 'reading', 'whole', 'failed'))
);
CREATE INDEX "CatalogSync_dueAt_idx" ON "CatalogSync"("dueAt");

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['CatalogProduct', 'CatalogVariant', 'CatalogChange', 'CatalogSync'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE', name, name || '_workspaceId_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY workspace ON %I USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO piccaso_app', name);
  END LOOP;
END $$;
GRANT SELECT ("workspaceId", "dueAt") ON "CatalogSync" TO piccaso_system;
CREATE POLICY system ON "CatalogSync" FOR SELECT TO piccaso_system USING (true);
