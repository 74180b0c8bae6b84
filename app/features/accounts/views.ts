import type { Role } from "#app/core/permissions.ts";

export interface WorkspaceView {
  readonly id: string;
  readonly name: string;
  readonly shopDomain: string | null;
  readonly currency: string;
  /** Days that an image waits for a decision, 1 to 14. */
  readonly reviewDays: number;
  /** Minutes that a rejected image can be restored, 0 to 1440. */
  readonly restoreMinutes: number;
  /** Whether single letters are shortcuts (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  readonly welcomeDone: boolean;
  /** Set while the shop is disconnected. */
  readonly paused: boolean;
  /** Whether Shopify gives no token for the shop any more, so that nothing can be done there. */
  readonly accessEnded: boolean;
  readonly member: { readonly id: string | null; readonly role: Role; readonly paused: boolean };
}

export interface MemberView {
  readonly id: string;
  /** No name is kept: "Staff member 42" by Shopify's user id, or "You". */
  readonly label: string;
  readonly role: Role;
  readonly lastSeenAt: string;
  readonly you: boolean;
  /** Whether the plan has no room for them: then they may read. */
  readonly paused: boolean;
  /** Whether the owner has removed them: then they are not let in. */
  readonly removed: boolean;
}

/** What a notice is about. `cap-half`, `cap-near` and `cap-reached` are 50, 80 and 100 % of a monthly cap. */
export type NoticeKind = "run-ended" | "run-stopped" | "review-waiting" | "images-expire" | "items-expire" | "approval-waiting" | "publication-ended" | "publication-stuck" | "cap-half" | "cap-near" | "cap-reached" | "privacy-request" | "plan-changed" | "automation-stopped";

export interface NoticeView {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly text: string;
  /** Path below the mount, for example runs/ID. */
  readonly path: string;
  readonly at: string;
}
