/** The ending that a file of this kind of image is named by: "jpg" for image/jpeg. */
export function fileEnding(mime: string): string {
  return mime.replace("image/", "").replace("jpeg", "jpg");
}
