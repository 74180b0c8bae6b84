-- What each item of a run stands for: a product, one photo of it, or one of its variants. The unique place of an item
-- in its run tells several of one product apart.
ALTER TABLE "Run" ADD COLUMN "unit" TEXT NOT NULL DEFAULT 'product' CONSTRAINT run_unit CHECK ("unit" IN ('product', 'image', 'variant'));
