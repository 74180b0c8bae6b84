/** An image ready to show: signed addresses, sizes in pixels. */
export interface ImageView {
  readonly hash: string;
  /** 160, 320 and 640 pixels wide (WebP), for srcset. */
  readonly small: string;
  readonly medium: string;
  readonly large: string;
  /** The bytes as kept. */
  readonly full: string;
  readonly width: number;
  readonly height: number;
}
