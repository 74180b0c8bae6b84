-- The four login roles. Run once by a superuser, with passwords of your own; the embedded server does it by itself.
-- owner: migrations only. app: the product, no way around row-level security. queue: the job queue's own
-- tables. system: the few tables and columns that are read across workspaces (granted by the migration).
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'piccaso_owner')  THEN CREATE ROLE piccaso_owner  LOGIN NOSUPERUSER NOBYPASSRLS; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'piccaso_app')    THEN CREATE ROLE piccaso_app    LOGIN NOSUPERUSER NOBYPASSRLS; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'piccaso_queue')  THEN CREATE ROLE piccaso_queue  LOGIN NOSUPERUSER NOBYPASSRLS; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'piccaso_system') THEN CREATE ROLE piccaso_system LOGIN NOSUPERUSER NOBYPASSRLS; END IF;
END $$;
ALTER ROLE piccaso_app SET statement_timeout = '30s';
ALTER ROLE piccaso_system SET statement_timeout = '30s';
