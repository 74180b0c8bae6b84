-- A rotation of the KMS key visits every workspace that has keys. What it finds there it reads as that workspace.
GRANT SELECT ("workspaceId", "state") ON "ProviderKey" TO piccaso_system;
CREATE POLICY system ON "ProviderKey" FOR SELECT TO piccaso_system USING (true);
