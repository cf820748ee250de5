import type { Edits } from "./edits";

export interface Tools {
  /** What the brush writes: 0 outside the lung, 1 lung, 2 ground glass, 3 high opacity. */
  readonly label: number;
  readonly erase: boolean;
  readonly sizeMm: number;
  readonly ball: boolean;
  /** Only voxels between these values are painted, when on. */
  readonly limit: boolean;
  readonly fromHu: number;
  readonly toHu: number;
  /** Only voxels of this label are painted; null paints all, "lungs" all that is not outside the lung. */
  readonly only: number | "lungs" | null;
}

export interface Progress {
  readonly done: number;
  readonly steps: number;
  readonly counts: readonly number[];
  /** The two cuts that were painted last in one plane, between which the label can be filled. */
  readonly painted: readonly number[];
  readonly kept: boolean;
}

/** How often the volumes are told while the hand paints. */
export const COUNT_MS = 100;
const SIZES = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60];

/** What a correction begins with. */
export const FIRST: Tools = {
  label: 2,
  erase: false,
  sizeMm: 10,
  ball: false,
  limit: false,
  fromHu: -750,
  toHu: 150,
  only: null,
};

/** The size some steps on. */
export function resized(sizeMm: number, steps: number): number {
  const at = SIZES.findIndex((size) => size >= sizeMm);
  return SIZES[Math.min(SIZES.length - 1, Math.max(0, at + steps))] as number;
}

/** What the brush does to a voxel. `lungs` tell what lies beneath an erased one. */
export function writer(
  { label, limit, fromHu, toHu, only }: Tools,
  erase: boolean,
  edits: Edits,
  hu: Int16Array,
  lungs: Uint8Array,
): (index: number) => void {
  return (index) => {
    const now = edits.labels[index] as number;
    const value = hu[index] as number;
    const meant = only === null || now === only || (only === "lungs" && now > 0);
    if (meant && (!limit || (value >= fromHu && value <= toHu))) {
      edits.set(index, erase ? ((lungs[index] as number) > 0 ? 1 : 0) : label);
    }
  };
}
