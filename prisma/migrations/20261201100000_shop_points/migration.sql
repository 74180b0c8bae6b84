-- The leaky bucket of each shop as Shopify keeps it for an app, shared by all processes, so that they wait before they
-- are refused. It has no workspace: a shop is asked before its workspace is known. Points, and points a second.
CREATE TABLE "ShopPoints" (
    "shop" TEXT NOT NULL,
    "size" DOUBLE PRECISION NOT NULL,
    "rate" DOUBLE PRECISION NOT NULL,
    "level" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "ShopPoints_pkey" PRIMARY KEY ("shop"),
    CONSTRAINT shop_points CHECK ("size" > 0 AND "rate" > 0)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "ShopPoints" TO piccaso_app;

-- Takes the points of a query, or says in how many milliseconds to ask again. What runs in the background leaves a
-- quarter of the bucket to those who wait for an answer; what is dearer than that waits for a full one.
CREATE FUNCTION take_points(of_shop text, points double precision, interactive boolean) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  b "ShopPoints";
  moment timestamptz;
  needed double precision;
BEGIN
  -- A shop that was never asked: Shopify's smallest bucket, until it says its own.
  INSERT INTO "ShopPoints" VALUES (of_shop, 1000, 50, 1000, clock_timestamp()) ON CONFLICT DO NOTHING;
  SELECT * INTO b FROM "ShopPoints" WHERE "shop" = of_shop FOR UPDATE;
  moment := clock_timestamp();
  b."level" := least(b."size", b."level" + b."rate" * greatest(0, extract(epoch FROM moment - b."at")));
  needed := least(b."size", points + CASE WHEN interactive THEN 0 ELSE b."size" / 4 END);
  IF b."level" >= needed THEN
    UPDATE "ShopPoints" SET "level" = b."level" - points, "at" = moment WHERE "shop" = of_shop;
    RETURN 0;
  END IF;
  RETURN greatest(20, ceil((needed - b."level") / b."rate" * 1000))::int;
END $$;

-- What Shopify says after a query: its bucket, and how many of the points that were taken it did not use (negative: it used more).
-- Queries of others may be on their way and not yet counted there, so its level can only lower ours.
CREATE FUNCTION settle_points(of_shop text, unused double precision, available double precision, of_size double precision, of_rate double precision) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE "ShopPoints" SET "size" = of_size, "rate" = of_rate, "at" = clock_timestamp(),
      "level" = least(of_size, available, "level" + "rate" * greatest(0, extract(epoch FROM clock_timestamp() - "at")) + unused)
   WHERE "shop" = of_shop
$$;
GRANT EXECUTE ON FUNCTION take_points, settle_points TO piccaso_app;
