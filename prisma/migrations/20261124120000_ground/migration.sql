-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Workspace" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "reviewDays" INTEGER NOT NULL DEFAULT 7,
    "restoreMinutes" INTEGER NOT NULL DEFAULT 60,
    "singleKeys" BOOLEAN NOT NULL DEFAULT true,
    "welcomeDone" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pausedAt" TIMESTAMPTZ(3),
    "lastRunNumber" INTEGER NOT NULL DEFAULT 0,
    "lastPublicationNumber" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Shop" (
    "workspaceId" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "gid" TEXT,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "scopes" TEXT NOT NULL DEFAULT '',
    "installedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Shop_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "shopifyUserId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Image" (
    "workspaceId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Image_pkey" PRIMARY KEY ("workspaceId","hash")
);

-- CreateTable
CREATE TABLE "ImageUse" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImageUse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Folder" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Folder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Asset" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "folderId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "record" JSONB NOT NULL DEFAULT '{}',
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Skill" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "templateId" TEXT,
    "draft" JSONB NOT NULL,
    "draftRevision" INTEGER NOT NULL DEFAULT 1,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Skill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SkillVersion" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "skillId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "graph" JSONB NOT NULL,
    "publishedBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SkillVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "skillId" UUID NOT NULL,
    "skillVersionId" UUID NOT NULL,
    "skillName" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "answers" JSONB NOT NULL DEFAULT '{}',
    "selection" JSONB NOT NULL DEFAULT '{}',
    "itemCount" INTEGER NOT NULL,
    "interactive" BOOLEAN NOT NULL DEFAULT false,
    "requestKey" TEXT,
    "startedBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Item" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "productId" TEXT NOT NULL,
    "product" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "reason" TEXT,
    "say" TEXT,
    "failedNode" TEXT,
    "until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "admittedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Step" (
    "workspaceId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "node" TEXT NOT NULL,
    "index" INTEGER NOT NULL DEFAULT 0,
    "fingerprint" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "output" JSONB NOT NULL,
    "ms" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Step_pkey" PRIMARY KEY ("workspaceId","itemId","node","index")
);

-- CreateTable
CREATE TABLE "Output" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "sourceHash" TEXT,
    "mime" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "fileName" TEXT NOT NULL,
    "altText" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'awaiting',
    "decidedBy" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "assetId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Output_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Publication" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "runId" UUID,
    "title" TEXT NOT NULL,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PublicationProduct" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "publicationId" UUID NOT NULL,
    "productId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "plan" JSONB NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "report" JSONB,
    "reason" TEXT,
    "say" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "PublicationProduct_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PublicationMedia" (
    "workspaceId" UUID NOT NULL,
    "publicationProductId" UUID NOT NULL,
    "outputId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "marker" TEXT NOT NULL,
    "resourceUrl" TEXT,
    "mediaId" TEXT,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PublicationMedia_pkey" PRIMARY KEY ("workspaceId","publicationProductId","outputId")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspaceId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BlobDeletion" (
    "id" BIGSERIAL NOT NULL,
    "workspaceId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BlobDeletion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShopSession" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "refreshingUntil" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ShopSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Inbox" (
    "id" BIGSERIAL NOT NULL,
    "provider" TEXT NOT NULL,
    "webhookId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "body" JSONB,
    "triggeredAt" TIMESTAMPTZ(3),
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Erasure" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "requestId" TEXT,
    "finding" TEXT NOT NULL,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkerBeat" (
    "id" TEXT NOT NULL,
    "hands" INTEGER NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WorkerBeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Shop_domain_key" ON "Shop"("domain");

-- CreateIndex
CREATE UNIQUE INDEX "Member_workspaceId_shopifyUserId_key" ON "Member"("workspaceId", "shopifyUserId");

-- CreateIndex
CREATE INDEX "ImageUse_workspaceId_subject_idx" ON "ImageUse"("workspaceId", "subject");

-- CreateIndex
CREATE INDEX "ImageUse_expiresAt_idx" ON "ImageUse"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "ImageUse_workspaceId_hash_kind_subject_key" ON "ImageUse"("workspaceId", "hash", "kind", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "Folder_workspaceId_name_key" ON "Folder"("workspaceId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Folder_workspaceId_id_key" ON "Folder"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Asset_workspaceId_folderId_createdAt_id_idx" ON "Asset"("workspaceId", "folderId", "createdAt" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "Asset_workspaceId_id_key" ON "Asset"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Skill_workspaceId_id_key" ON "Skill"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SkillVersion_workspaceId_id_key" ON "SkillVersion"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SkillVersion_workspaceId_skillId_number_key" ON "SkillVersion"("workspaceId", "skillId", "number");

-- CreateIndex
CREATE INDEX "Run_state_createdAt_idx" ON "Run"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Run_workspaceId_id_key" ON "Run"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Run_workspaceId_number_key" ON "Run"("workspaceId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Run_workspaceId_requestKey_key" ON "Run"("workspaceId", "requestKey");

-- CreateIndex
CREATE INDEX "Item_workspaceId_runId_state_idx" ON "Item"("workspaceId", "runId", "state");

-- CreateIndex
CREATE INDEX "Item_state_admittedAt_idx" ON "Item"("state", "admittedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Item_workspaceId_id_key" ON "Item"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Item_workspaceId_runId_position_key" ON "Item"("workspaceId", "runId", "position");

-- CreateIndex
CREATE INDEX "Output_workspaceId_state_expiresAt_idx" ON "Output"("workspaceId", "state", "expiresAt");

-- CreateIndex
CREATE INDEX "Output_workspaceId_runId_idx" ON "Output"("workspaceId", "runId");

-- CreateIndex
CREATE UNIQUE INDEX "Output_workspaceId_id_key" ON "Output"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Output_workspaceId_itemId_index_key" ON "Output"("workspaceId", "itemId", "index");

-- CreateIndex
CREATE UNIQUE INDEX "Publication_workspaceId_id_key" ON "Publication"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Publication_workspaceId_number_key" ON "Publication"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "PublicationProduct_state_updatedAt_idx" ON "PublicationProduct"("state", "updatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "PublicationProduct_workspaceId_id_key" ON "PublicationProduct"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "PublicationProduct_workspaceId_publicationId_productId_key" ON "PublicationProduct"("workspaceId", "publicationId", "productId");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_workspaceId_kind_subject_key" ON "Notice"("workspaceId", "kind", "subject");

-- CreateIndex
CREATE INDEX "ShopSession_shop_idx" ON "ShopSession"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "Inbox_provider_webhookId_key" ON "Inbox"("provider", "webhookId");

-- CreateIndex
CREATE UNIQUE INDEX "Inbox_provider_shop_topic_bodyHash_key" ON "Inbox"("provider", "shop", "topic", "bodyHash");

-- AddForeignKey
ALTER TABLE "Shop" ADD CONSTRAINT "Shop_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Image" ADD CONSTRAINT "Image_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageUse" ADD CONSTRAINT "ImageUse_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageUse" ADD CONSTRAINT "ImageUse_workspaceId_hash_fkey" FOREIGN KEY ("workspaceId", "hash") REFERENCES "Image"("workspaceId", "hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Asset" ADD CONSTRAINT "Asset_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Asset" ADD CONSTRAINT "Asset_workspaceId_folderId_fkey" FOREIGN KEY ("workspaceId", "folderId") REFERENCES "Folder"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Asset" ADD CONSTRAINT "Asset_workspaceId_hash_fkey" FOREIGN KEY ("workspaceId", "hash") REFERENCES "Image"("workspaceId", "hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Skill" ADD CONSTRAINT "Skill_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SkillVersion" ADD CONSTRAINT "SkillVersion_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SkillVersion" ADD CONSTRAINT "SkillVersion_workspaceId_skillId_fkey" FOREIGN KEY ("workspaceId", "skillId") REFERENCES "Skill"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_workspaceId_skillVersionId_fkey" FOREIGN KEY ("workspaceId", "skillVersionId") REFERENCES "SkillVersion"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_workspaceId_runId_fkey" FOREIGN KEY ("workspaceId", "runId") REFERENCES "Run"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Step" ADD CONSTRAINT "Step_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Step" ADD CONSTRAINT "Step_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "Item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Output" ADD CONSTRAINT "Output_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Output" ADD CONSTRAINT "Output_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "Item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Output" ADD CONSTRAINT "Output_workspaceId_runId_fkey" FOREIGN KEY ("workspaceId", "runId") REFERENCES "Run"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Publication" ADD CONSTRAINT "Publication_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationProduct" ADD CONSTRAINT "PublicationProduct_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationProduct" ADD CONSTRAINT "PublicationProduct_workspaceId_publicationId_fkey" FOREIGN KEY ("workspaceId", "publicationId") REFERENCES "Publication"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationMedia" ADD CONSTRAINT "PublicationMedia_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationMedia" ADD CONSTRAINT "PublicationMedia_workspaceId_publicationProductId_fkey" FOREIGN KEY ("workspaceId", "publicationProductId") REFERENCES "PublicationProduct"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Isolation: every row of a workspace is behind one setting that lives for one transaction only.
CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.workspace', true), '')::uuid; -- '' is what remains on a used connection

ALTER TABLE "Workspace" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Workspace" FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON "Workspace" USING ("id" = current_workspace()) WITH CHECK ("id" = current_workspace());

DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspaceId' AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'BlobDeletion'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY workspace ON %I USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace())', name);
  END LOOP;
END $$;

-- BlobDeletion outlives its workspace (the bytes of an erased one must still go), so it has no foreign key,
-- but a workspace may only add rows of its own.
ALTER TABLE "BlobDeletion" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "BlobDeletion" FORCE ROW LEVEL SECURITY;
CREATE POLICY workspace ON "BlobDeletion" USING ("workspaceId" = current_workspace()) WITH CHECK ("workspaceId" = current_workspace());

-- What each role may do.
GRANT USAGE ON SCHEMA public TO piccaso_app, piccaso_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  "Workspace", "Shop", "Member", "Image", "ImageUse", "Folder", "Asset", "Skill", "Run", "Item", "Step", "Output",
  "Publication", "PublicationProduct", "PublicationMedia", "Notice", "ShopSession" TO piccaso_app;
GRANT SELECT, INSERT, DELETE ON "SkillVersion" TO piccaso_app; -- published versions never change
GRANT INSERT, SELECT ON "BlobDeletion" TO piccaso_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO piccaso_app, piccaso_system;

GRANT SELECT ("id", "pausedAt") ON "Workspace" TO piccaso_system;
GRANT SELECT ON "Shop" TO piccaso_system;
GRANT SELECT ("id", "workspaceId", "state", "interactive", "createdAt") ON "Run" TO piccaso_system;
GRANT SELECT ("id", "workspaceId", "runId", "position", "state", "admittedAt", "until", "epoch"),
      UPDATE ("state", "admittedAt", "epoch", "until", "reason", "say") ON "Item" TO piccaso_system;
GRANT SELECT ("workspaceId", "expiresAt") ON "ImageUse" TO piccaso_system;
GRANT SELECT ("workspaceId", "state", "expiresAt", "decidedAt") ON "Output" TO piccaso_system;
GRANT SELECT ("id", "workspaceId", "state", "epoch", "updatedAt"), UPDATE ("updatedAt") ON "PublicationProduct" TO piccaso_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON "Inbox", "Erasure", "WorkerBeat" TO piccaso_system;
GRANT SELECT, DELETE ON "BlobDeletion" TO piccaso_system;
GRANT SELECT, DELETE ON "ShopSession" TO piccaso_system;

CREATE POLICY system ON "Workspace" TO piccaso_system USING (true);
CREATE POLICY system ON "Shop" TO piccaso_system USING (true);
CREATE POLICY system ON "Run" TO piccaso_system USING (true);
CREATE POLICY system ON "Item" TO piccaso_system USING (true) WITH CHECK (true);
CREATE POLICY system ON "ImageUse" TO piccaso_system USING (true);
CREATE POLICY system ON "Output" TO piccaso_system USING (true);
CREATE POLICY system ON "PublicationProduct" TO piccaso_system USING (true) WITH CHECK (true);
CREATE POLICY system ON "BlobDeletion" TO piccaso_system USING (true);

-- Closed sets of states: a word that the machine does not know cannot be stored.
ALTER TABLE "Run" ADD CONSTRAINT run_state CHECK ("state" IN ('running', 'paused', 'done', 'cancelled'));
ALTER TABLE "Item" ADD CONSTRAINT item_state CHECK ("state" IN ('queued', 'running', 'waiting', 'done', 'failed', 'uncertain', 'cancelled', 'expired'));
ALTER TABLE "Output" ADD CONSTRAINT output_state CHECK ("state" IN ('awaiting', 'approved', 'rejected', 'expired'));
ALTER TABLE "PublicationProduct" ADD CONSTRAINT publication_state CHECK ("state" IN
  ('planned', 'storing', 'adding', 'processing', 'ordering', 'linking', 'published', 'failed', 'undoing', 'undone'));
ALTER TABLE "Member" ADD CONSTRAINT member_role CHECK ("role" IN ('owner', 'builder', 'operator', 'approver'));
ALTER TABLE "ImageUse" ADD CONSTRAINT use_kind CHECK ("kind" IN ('step', 'output', 'asset', 'publication', 'upload'));
ALTER TABLE "Workspace" ADD CONSTRAINT review_days CHECK ("reviewDays" BETWEEN 1 AND 14);
ALTER TABLE "Workspace" ADD CONSTRAINT restore_minutes CHECK ("restoreMinutes" BETWEEN 0 AND 1440);

-- The dispatcher and the sweeps look at few rows of big tables.
CREATE INDEX item_queued ON "Item" ("runId", "position") WHERE "state" = 'queued';
CREATE INDEX item_running ON "Item" ("runId") WHERE "state" = 'running';
CREATE INDEX item_waiting ON "Item" ("until") WHERE "state" = 'waiting';
CREATE INDEX inbox_open ON "Inbox" ("id") WHERE "processedAt" IS NULL;
CREATE INDEX output_undecided ON "Output" ("expiresAt") WHERE "state" IN ('awaiting', 'rejected');
