-- What a publication decides, it decides for each image: its place, its file's name, its variants. Plans of before
-- said so for a product as a whole.
ALTER TABLE "PublicationProduct" NO FORCE ROW LEVEL SECURITY;
UPDATE "PublicationProduct" p SET "plan" = jsonb_build_object('outputs', (
  SELECT coalesce(jsonb_agg(one || jsonb_build_object('place', p."plan"->>'placement', 'sourceId', null, 'fileName', 'image', 'variantId', null,
                                                      'link', CASE WHEN place = 1 AND (p."plan"->>'linkVariants')::boolean THEN 'bare' ELSE 'none' END) ORDER BY place), '[]')
    FROM jsonb_array_elements(p."plan"->'outputs') WITH ORDINALITY each(one, place)))
 WHERE p."plan" ? 'placement';
ALTER TABLE "PublicationProduct" FORCE ROW LEVEL SECURITY;

-- One publication works on a product at a time: the one that has waited longest.
ALTER TABLE "PublicationProduct" ADD COLUMN "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
CREATE INDEX "PublicationProduct_workspaceId_productId_idx" ON "PublicationProduct"("workspaceId", "productId");
ALTER TABLE "PublicationProduct" DROP CONSTRAINT publication_state;
ALTER TABLE "PublicationProduct" ADD CONSTRAINT publication_state CHECK ("state" IN
  ('planned', 'storing', 'keeping', 'adding', 'processing', 'ordering', 'linking', 'replacing', 'published', 'failed', 'undoing', 'undone'));

-- The photo that an image takes the place of, as it was and as it is kept; the variants that were let show the image,
-- each with what it showed; how far the undo of this image is; and the media by which the photo came back.
ALTER TABLE "PublicationMedia" ADD COLUMN "original" JSONB;
ALTER TABLE "PublicationMedia" ADD COLUMN "links" JSONB;
ALTER TABLE "PublicationMedia" ADD COLUMN "undo" TEXT;
ALTER TABLE "PublicationMedia" ADD COLUMN "restoredId" TEXT;
ALTER TABLE "PublicationMedia" ADD CONSTRAINT publication_undo CHECK ("undo" IN ('asked', 'begun', 'returning'));
CREATE INDEX "PublicationMedia_workspaceId_outputId_idx" ON "PublicationMedia"("workspaceId", "outputId");
