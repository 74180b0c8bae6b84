-- What a skill does, in a sentence for those who run it; and what a version is called.
ALTER TABLE "Skill" ADD COLUMN "description" TEXT NOT NULL DEFAULT '';
ALTER TABLE "SkillVersion" ADD COLUMN "label" TEXT NOT NULL DEFAULT '';
