import type { Triple } from "../viewer/grid";
import type { Plane } from "../viewer/planes";
import { Store } from "../viewer/store";
import type { Brush, Viewer } from "../viewer/viewer";
import { countLabels, type LabelFile } from "../viewer/volume";
import { fillBetween } from "./between";
import type { Draft } from "./draft";
import { Edits, History } from "./edits";
import { along, connected } from "./shapes";
import { COUNT_MS, FIRST, resized, writer, type Progress, type Tools } from "./tools";

/** One correction of one revision's labels: tools, steps, and the draft that keeps them in this browser. */
export class Correction implements Brush {
  readonly tools = new Store<Tools>(FIRST);
  readonly progress: Store<Progress>;
  readonly before: readonly number[];
  saving: string | undefined;
  private readonly edits: Edits;
  private readonly history: History;
  private stroke: { plane: Plane; last: Triple; erase: boolean } | null = null;
  private counted = 0;
  private painted: { plane: Plane; cuts: number[] } | null = null;

  /** `lungs` are the labels of revision 0, which tell what lies beneath an erased lesion. */
  constructor(
    /** The number of the revision that is corrected. */
    readonly revision: number,
    private readonly viewer: Viewer,
    readonly base: LabelFile,
    private readonly lungs: Uint8Array,
    private readonly draft: Draft | null,
  ) {
    this.before = countLabels(base.labels);
    this.edits = new Edits(base.labels, this.before);
    this.history = new History(this.edits);
    this.progress = new Store<Progress>({ done: 0, steps: 0, counts: this.before, painted: [], kept: true });
  }

  /** Plays the kept steps again; false when they belong to other labels. */
  async restore(): Promise<boolean> {
    const found = await this.draft?.read();
    for (const runs of found?.steps ?? []) {
      if (!this.edits.fits(runs)) {
        return false;
      }
      this.edits.redo(runs);
      this.history.add(runs);
    }
    while (this.history.done > (found?.kept.done ?? 0)) {
      this.history.undo();
    }
    this.saving = found?.kept.saving;
    this.tell();
    return true;
  }

  radiusMm(): number {
    return this.tools.get().sizeMm / 2;
  }

  begin(plane: Plane, position: Triple, erase: boolean): void {
    this.stroke = { plane, last: position, erase: erase || this.tools.get().erase };
    this.move(plane, position);
  }

  move(_: Plane, position: Triple): void {
    if (this.stroke !== null) {
      const { plane, last, erase } = this.stroke;
      const flat = this.tools.get().ball ? null : plane.through;
      along(this.viewer.grid, last, position, this.radiusMm(), flat, this.writer(erase));
      this.stroke.last = position;
      this.viewer.changed();
      this.count();
    }
  }

  end(): void {
    if (this.stroke !== null) {
      const { plane, last, erase } = this.stroke;
      this.stroke = null;
      if (this.commit() && !erase) {
        this.remember(plane, Math.round(last[plane.through]));
      }
    }
  }

  resize(steps: number): void {
    this.tools.set({ sizeMm: resized(this.tools.get().sizeMm, steps) });
  }

  undo(): void {
    this.moved(this.history.undo());
  }

  redo(): void {
    this.moved(this.history.redo());
  }

  /** Fills the label between the two cuts that were painted last. */
  fill(): void {
    const [a, b] = this.painted?.cuts ?? [];
    if (this.painted !== null && a !== undefined && b !== undefined) {
      const { label } = this.tools.get();
      fillBetween(this.painted.plane, this.edits.labels, label, [a, b], (index) => {
        this.edits.set(index, label);
      });
      this.painted = null;
      this.commit();
    }
  }

  /** Takes the connected piece at the crosshair away, or gives it the label of the brush. */
  island(remove: boolean): void {
    const { position } = this.viewer.state.get();
    const { labels } = this.edits;
    const label = labels[this.viewer.grid.index(...position)] as number;
    if (label > 0) {
      const piece: number[] = [];
      connected(
        this.viewer.grid,
        position,
        (index) => labels[index] === label,
        (index) => piece.push(index),
      );
      for (const index of piece) {
        this.edits.set(index, remove ? this.beneath(index, label) : this.tools.get().label);
      }
      this.commit();
    }
  }

  /** Gives the label to what is connected to the crosshair, lies in the lung, and has a value between the limits. */
  grow(): void {
    const { label, fromHu, toHu } = this.tools.get();
    const { hu } = this.viewer.scan;
    const { labels } = this.edits;
    const inside = (index: number) => {
      const value = hu[index] as number;
      return (labels[index] as number) > 0 && value >= fromHu && value <= toHu;
    };
    const piece: number[] = [];
    connected(this.viewer.grid, this.viewer.state.get().position, inside, (index) => piece.push(index));
    for (const index of piece) {
      this.edits.set(index, label);
    }
    this.commit();
  }

  /** Remembers the key under which a save was begun. */
  keepSaving(key: string | undefined): Promise<void> {
    this.saving = key;
    return this.keep();
  }

  discard(): Promise<void> {
    while (this.history.undo()) {
      // back to the labels that were loaded
    }
    this.viewer.changed();
    return this.draft?.clear() ?? Promise.resolve();
  }

  /** The service has the correction now; the draft is of no use any more. */
  saved(): Promise<void> {
    return this.draft?.clear() ?? Promise.resolve();
  }

  close(): void {
    this.draft?.close();
  }

  /** An erased lesion leaves lung where revision 0 had lung or lesion; erased lung leaves nothing. */
  private beneath(index: number, label: number): number {
    return label > 1 && (this.lungs[index] as number) > 0 ? 1 : 0;
  }

  private writer(erase: boolean): (index: number) => void {
    return writer(this.tools.get(), erase, this.edits, this.viewer.scan.hu, this.lungs);
  }

  private remember(plane: Plane, cut: number): void {
    const cuts = this.painted?.plane === plane ? this.painted.cuts.filter((n) => n !== cut) : [];
    this.painted = { plane, cuts: [...cuts, cut].slice(-2) };
    this.tell();
  }

  private commit(): boolean {
    const runs = this.edits.commit();
    if (runs !== null) {
      this.history.add(runs);
      this.saving = undefined;
      void this.keep(runs);
    }
    this.tell();
    this.viewer.changed();
    return runs !== null;
  }

  private moved(any: boolean): void {
    if (any) {
      this.saving = undefined;
      void this.keep();
      this.tell();
      this.viewer.changed();
    }
  }

  private async keep(added?: Parameters<History["add"]>[0]): Promise<void> {
    const { done, steps } = this.history;
    try {
      await this.draft?.keep({ done, length: steps.length, saving: this.saving }, added);
      this.progress.set({ kept: this.draft !== null });
    } catch {
      this.progress.set({ kept: false }); // a full disk or a private window: the page says that nothing is kept
    }
  }

  /** Tells the volumes while the hand still paints, some times a second. */
  private count(): void {
    const now = performance.now();
    if (now - this.counted > COUNT_MS) {
      this.counted = now;
      this.progress.set({ counts: [...this.edits.counts] });
    }
  }

  private tell(): void {
    this.progress.set({
      done: this.history.done,
      steps: this.history.steps.length,
      counts: [...this.edits.counts],
      painted: this.painted?.cuts ?? [],
    });
  }
}
