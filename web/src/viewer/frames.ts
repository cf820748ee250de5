/** How long the planes may draw in one frame before the others wait for the next. */
const BUDGET_MS = 10;

/**
 * Draws the planes that changed, each once a frame at most. The plane that the hand works on comes first; when it took long, the
 * others follow in later frames, so that a stroke never waits for pictures that nobody looks at.
 */
export class Frames {
  private readonly waiting = new Map<Element, () => void>();
  private asked = 0;

  ask(canvas: Element, draw: () => void): void {
    this.waiting.set(canvas, draw); // who waits already keeps the place
    this.asked ||= requestAnimationFrame(this.frame);
  }

  drop(canvas: Element): void {
    this.waiting.delete(canvas);
  }

  private readonly frame = (): void => {
    this.asked = 0;
    const began = performance.now();
    for (let next = this.first(); next !== undefined; next = this.first()) {
      const draw = this.waiting.get(next);
      this.waiting.delete(next);
      draw?.();
      if (performance.now() - began > BUDGET_MS) {
        break;
      }
    }
    if (this.waiting.size > 0) {
      this.asked ||= requestAnimationFrame(this.frame);
    }
  };

  private first(): Element | undefined {
    const focus = document.activeElement;
    return focus !== null && this.waiting.has(focus) ? focus : [...this.waiting.keys()][0];
  }
}
