import { Grid, type Triple } from "./grid";
import { VolumeError } from "./header";
import type { NiftiFile } from "./stream";

/** A scan in Hounsfield units, in its file's order. */
export interface Scan {
  readonly grid: Grid;
  readonly hu: Int16Array;
}

/** Labels in their file's order, with the bytes in front of them, which a saved correction repeats. */
export interface LabelFile {
  readonly grid: Grid;
  readonly labels: Uint8Array;
  readonly head: Uint8Array<ArrayBuffer>;
}

/** Values of any type as Hounsfield units; int16 without a scale is taken as it stands, without a copy. */
export function scanOf(file: NiftiFile): Scan {
  const { voxels, header } = file;
  const grid = new Grid(header);
  if (voxels instanceof Int16Array && header.slope === 1 && header.intercept === 0) {
    return { grid, hu: voxels };
  }
  const hu = new Int16Array(voxels.length);
  for (let n = 0; n < hu.length; n++) {
    const value = Math.round((voxels[n] as number) * header.slope + header.intercept);
    hu[n] = Math.min(32767, Math.max(-32768, value));
  }
  return { grid, hu };
}

export function labelsOf(file: NiftiFile): LabelFile {
  const { voxels, header } = file;
  if (!(voxels instanceof Uint8Array) || header.slope !== 1 || header.intercept !== 0) {
    throw new VolumeError("The labels are not whole numbers of one byte.");
  }
  if (voxels.some((label) => label > 3)) {
    throw new VolumeError("The file has labels that this page does not know.");
  }
  return { grid: new Grid(header), labels: voxels, head: file.head };
}

/** How many voxels each label has. */
export function countLabels(labels: Uint8Array): number[] {
  const counts = [0, 0, 0, 0];
  for (const label of labels) {
    counts[label] = (counts[label] as number) + 1;
  }
  return counts;
}

/** Where the planes open: the axial cut with most opacity, and in it the column and the row with most; without opacity of lung. */
export function opening({ grid, labels }: LabelFile): Triple {
  const worst = most(grid, labels, 2) ?? most(grid, labels, 1);
  return worst ?? (grid.size.map((n) => Math.floor(n / 2)) as unknown as Triple);
}

/** Where the labels from `least` on are most: the slice, and the column and row within it. Null without any. */
function most(grid: Grid, labels: Uint8Array, least: number): Triple | null {
  const [columns, rows, slices] = grid.size;
  let [slice, largest] = [0, 0];
  let at: [number[], number[]] = [[], []];
  for (let z = 0; z < slices; z++) {
    const inColumn = new Array<number>(columns).fill(0);
    const inRow = new Array<number>(rows).fill(0);
    let all = 0;
    for (let y = 0; y < rows; y++) {
      for (let x = 0, index = grid.index(0, y, z); x < columns; x++, index += grid.stride[0]) {
        if ((labels[index] as number) >= least) {
          inColumn[x] = (inColumn[x] as number) + 1;
          inRow[y] = (inRow[y] as number) + 1;
          all++;
        }
      }
    }
    if (all > largest) {
      [slice, largest, at] = [z, all, [inColumn, inRow]];
    }
  }
  return largest === 0 ? null : [peak(at[0]), peak(at[1]), slice];
}

function peak(counts: number[]): number {
  return counts.indexOf(Math.max(...counts));
}
