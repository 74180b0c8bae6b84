import type { Locator } from "playwright-core";
import type { Story } from "./story.ts";

/** A place on the screen, pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a person sees and holds of the builder. */
export interface BuilderHand {
  canvas(): Locator;
  card(title: string): Locator;
  port(title: string, label: string): Locator;
  option(name: string): Locator;
  middle(at: Locator): Promise<Place>;
  /** Drags as a hand does, in steps. */
  drag(from: Place, to: Place): Promise<void>;
  saved(): Promise<void>;
}

/** The builder that is open in a story. */
export function handOn({ app, page: { mouse } }: Story): BuilderHand {
  const card = (title: string) => app.locator(`.react-flow__node-step[aria-label="${title}"]`);
  return {
    card,
    canvas: () => app.locator(".cv-flow"),
    port: (title, label) => card(title).getByLabel(label),
    option: (name) => app.getByRole("listbox").getByRole("option").filter({ hasText: name }).first(),
    middle: async (at) => {
      const box = await at.boundingBox();
      if (!box) throw new Error("nothing is drawn there");
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    },
    drag: async (from, to) => {
      await mouse.move(from.x, from.y);
      await mouse.down();
      await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
      await mouse.move(to.x, to.y, { steps: 6 });
      await mouse.up();
    },
    saved: () => app.getByText("Draft saved", { exact: true }).waitFor(),
  };
}
