// The admin's own elements (s-*) as Preact knows them, for every extension.
import "@shopify/ui-extensions/admin.product-details.action.render";
import "@shopify/ui-extensions/admin.product-details.block.render";
import "@shopify/ui-extensions/admin.product-index.selection-action.render";
