import type { ReactNode } from "react";
import type { IconName } from "./icon-names.ts";
import type { Action } from "./kit-types.ts";
import { Button, Icon } from "./kit.tsx";
import { Card } from "./layout.tsx";

/** Nothing here yet: what will be here, how it gets here, one button. */
export function EmptyState({ icon, title, children, action, primary }: { readonly icon: IconName; readonly title: string; readonly children?: ReactNode; readonly action?: Action | undefined; readonly primary?: boolean }) {
  return (
    <Card>
      <div className="pc-empty">
        <span className="pc-empty-icon"><Icon name={icon} /></span>
        <h2 className="pc-card-title">{title}</h2>
        {children === undefined ? null : <p className="pc-quiet">{children}</p>}
        {action ? <Button variant={primary ? "primary" : "plain"} to={action.to} onAction={action.onAction}>{action.label}</Button> : null}
      </div>
    </Card>
  );
}

/** The same boxes as the content, shown after 200 ms by the style sheet. */
export function SkeletonGrid({ boxes, across }: { readonly boxes: number; readonly across: number }) {
  return (
    <div className="pc-skeleton-grid" style={{ gridTemplateColumns: `repeat(${across}, 1fr)` }} aria-hidden="true">
      {Array.from({ length: boxes }, (_, index) => <span key={index} className="pc-skeleton"><i /><b /><b /></span>)}
    </div>
  );
}

/** Lines that stand for text while it is fetched. */
export function SkeletonLines({ lines }: { readonly lines: number }) {
  return <div className="pc-skeleton-lines" aria-hidden="true">{Array.from({ length: lines }, (_, index) => <b key={index} />)}</div>;
}

/** Whether something failed, said to screen readers at once. */
export function FieldError({ children }: { readonly children: string }) {
  return <p className="pc-error" role="alert"><Icon name="alert" />{children}</p>;
}
