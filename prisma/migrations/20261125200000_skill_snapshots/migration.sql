-- Besides published versions a skill keeps drafts that another member's change replaced, and the graphs that live tests ran.
ALTER TABLE "SkillVersion" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'published';
ALTER TABLE "SkillVersion" ADD CONSTRAINT "SkillVersion_kind_check" CHECK ("kind" IN ('published', 'draft', 'test') AND ("kind" = 'published') = ("number" > 0));
DROP INDEX "SkillVersion_workspaceId_skillId_number_key";
CREATE UNIQUE INDEX "SkillVersion_published_number_key" ON "SkillVersion" ("workspaceId", "skillId", "number") WHERE "kind" = 'published';
CREATE INDEX "SkillVersion_workspaceId_skillId_kind_number_idx" ON "SkillVersion" ("workspaceId", "skillId", "kind", "number" DESC);

ALTER TABLE "Skill" ADD COLUMN "draftSavedBy" UUID;
