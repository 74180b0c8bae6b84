-- Ways to choose products that members have saved by name. What one holds is looked up each time it is used.
CREATE TABLE "SavedSelection" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "selection" JSONB NOT NULL,
    "unit" TEXT NOT NULL,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "SavedSelection_pkey" PRIMARY KEY ("id"),
    CONSTRAINT saved_selection_unit CHECK ("unit" IN ('product', 'image', 'variant'))
);
CREATE UNIQUE INDEX "SavedSelection_workspaceId_id_key" ON "SavedSelection"("workspaceId", "id");
CREATE UNIQUE INDEX "SavedSelection_workspaceId_name_key" ON "SavedSelection"("workspaceId", "name");
ALTER TABLE "SavedSelection" ADD CONSTRAINT "SavedSelection_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SavedSelection" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "SavedSelection" FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON "SavedSelection" USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace());
GRANT SELECT, INSERT, UPDATE, DELETE ON "SavedSelection" TO piccaso_app;

-- A list of handles is looked up in one statement.
CREATE INDEX "CatalogProduct_workspaceId_handle_idx" ON "CatalogProduct"("workspaceId", "handle");
