-- What was made of a product, for its page in the admin.
CREATE INDEX "Item_workspaceId_productId_idx" ON "Item"("workspaceId", "productId");
