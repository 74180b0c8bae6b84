-- Since when Shopify gives no token for the shop any more (nobody opened the app for 90 days, or it was taken away); null while it does.
ALTER TABLE "Shop" ADD COLUMN "accessEndedAt" TIMESTAMPTZ(3);
