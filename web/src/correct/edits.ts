/**
 * The voxels that one step changed, as runs of neighbors in the file's order: start, length, 4 x label before + label after. A stroke
 * of thousands of voxels takes a few hundred numbers.
 */
export type Runs = Uint32Array<ArrayBuffer>;

/** Labels that are being changed, with the count of each, and what the step in progress has changed. */
export class Edits {
  readonly counts: number[];
  private changed = new Float64Array(1024);
  private length = 0;

  constructor(
    readonly labels: Uint8Array,
    counts: readonly number[],
  ) {
    this.counts = [...counts];
  }

  /** Gives a voxel a label; within a step a voxel changes once at most. */
  set(index: number, label: number): void {
    const before = this.labels[index] as number;
    if (before === label) {
      return;
    }
    this.labels[index] = label;
    this.count(before, label, 1);
    if (this.length === this.changed.length) {
      const more = new Float64Array(this.length * 2);
      more.set(this.changed);
      this.changed = more;
    }
    this.changed[this.length++] = index * 16 + before * 4 + label;
  }

  /** Ends the step; null when it changed nothing. */
  commit(): Runs | null {
    const sorted = this.changed.subarray(0, this.length).sort();
    const runs: number[] = [];
    for (const entry of sorted) {
      const [index, code] = [Math.floor(entry / 16), entry % 16];
      const last = runs.length - 3;
      if (last >= 0 && runs[last + 2] === code && (runs[last] as number) + (runs[last + 1] as number) === index) {
        runs[last + 1] = (runs[last + 1] as number) + 1;
      } else {
        runs.push(index, 1, code);
      }
    }
    this.length = 0;
    return runs.length === 0 ? null : Uint32Array.from(runs);
  }

  redo(runs: Runs): void {
    this.replay(runs, (code) => [code >> 2, code & 3]);
  }

  undo(runs: Runs): void {
    this.replay(runs, (code) => [code & 3, code >> 2]);
  }

  /** Whether the labels are as they were when the step began; a draft of other labels must not be applied. */
  fits(runs: Runs): boolean {
    for (let n = 0; n < runs.length; n += 3) {
      const start = runs[n] as number;
      const end = start + (runs[n + 1] as number);
      if (
        end > this.labels.length ||
        this.labels.subarray(start, end).some((l) => l !== (runs[n + 2] as number) >> 2)
      ) {
        return false;
      }
    }
    return true;
  }

  private replay(runs: Runs, labels: (code: number) => [number, number]): void {
    for (let n = 0; n < runs.length; n += 3) {
      const [start, length] = [runs[n] as number, runs[n + 1] as number];
      const [from, to] = labels(runs[n + 2] as number);
      this.labels.fill(to, start, start + length);
      this.count(from, to, length);
    }
  }

  private count(from: number, to: number, voxels: number): void {
    this.counts[from] = (this.counts[from] as number) - voxels;
    this.counts[to] = (this.counts[to] as number) + voxels;
  }
}

/** Steps that can be undone and redone, without end. */
export class History {
  readonly steps: Runs[] = [];
  /** How many of the steps are done. */
  done = 0;

  constructor(private readonly edits: Edits) {}

  /** Adds the step that was just made; what had been undone is gone. */
  add(runs: Runs): void {
    this.steps.length = this.done;
    this.steps.push(runs);
    this.done++;
  }

  undo(): boolean {
    const runs = this.steps[this.done - 1];
    if (runs === undefined) {
      return false;
    }
    this.edits.undo(runs);
    this.done--;
    return true;
  }

  redo(): boolean {
    const runs = this.steps[this.done];
    if (runs === undefined) {
      return false;
    }
    this.edits.redo(runs);
    this.done++;
    return true;
  }
}
