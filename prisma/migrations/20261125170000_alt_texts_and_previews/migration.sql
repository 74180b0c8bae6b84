-- An output that is an alt text for a media that the product has.
ALTER TABLE "Output" ADD COLUMN "altOf" TEXT;

-- A preview of one product is a run of its own kind.
ALTER TABLE "Run" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'run';
ALTER TABLE "Run" ADD CONSTRAINT run_kind CHECK ("kind" IN ('run', 'preview'));
