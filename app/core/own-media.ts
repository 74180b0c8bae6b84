/** The name by which a file that a publication adds is found again at Shopify: known before it is sent, from the ids of its image and of its product's row. */
export function ownMarker(outputId: string, productRowId: string): string {
  return `piccaso-${idsOf(outputId, productRowId)}`;
}

/** The same for the kept photo that comes back with the undo of that image. */
export function returnMarker(outputId: string, productRowId: string): string {
  return `piccaso-back-${idsOf(outputId, productRowId)}`;
}

function idsOf(outputId: string, productRowId: string): string {
  return `${outputId.slice(0, 8)}${productRowId.slice(0, 4)}`;
}

/** Shopify keeps a file's name in its address; a name that is taken gets something behind it. */
const OWN = /-piccaso-(?:back-)?[0-9a-f]{12}(?:[._-][^/]*)?$/;

/** Whether a media of a shop is an image that a publication added or gave back, by its address. */
export function isOwnMedia(url: string): boolean {
  return URL.canParse(url) && OWN.test(new URL(url).pathname);
}
