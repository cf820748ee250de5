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
  if (!allKnown(voxels)) {
    throw new VolumeError("The file has labels that this page does not know.");
  }
  return { grid: new Grid(header), labels: voxels, head: file.head };
}

/** Four voxels at a time: most of a scan is no lung, and a million zeros are passed over in a millisecond. */
function words({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  return byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, length >> 2) : new Uint32Array(0);
}

const BEYOND_3 = 0xfcfcfcfc;

function allKnown(labels: Uint8Array): boolean {
  const fours = words(labels);
  let bits = 0;
  for (let word = 0; word < fours.length; word++) {
    bits |= fours[word] as number;
  }
  return (bits & BEYOND_3) === 0 && !labels.subarray(4 * fours.length).some((label) => label > 3);
}

/** Calls for each voxel that has a label other than 0. */
function eachLabeled(labels: Uint8Array, visit: (label: number, index: number) => void): void {
  const fours = words(labels);
  for (let word = 0; word < fours.length; word++) {
    if (fours[word] !== 0) {
      for (let index = 4 * word; index < 4 * word + 4; index++) {
        visit(labels[index] as number, index);
      }
    }
  }
  for (let index = 4 * fours.length; index < labels.length; index++) {
    visit(labels[index] as number, index);
  }
}

/** How many voxels each label has. */
export function countLabels(labels: Uint8Array): number[] {
  const counts = new Uint32Array(4);
  eachLabeled(labels, (label) => {
    counts[label] = (counts[label] as number) + 1;
  });
  const [, ...labeled] = counts;
  return [labels.length - labeled.reduce((sum, count) => sum + count, 0), ...labeled];
}

/** Where the planes open: the axial cut with most opacity, and in it the column and the row with most; without opacity of lung. */
export function opening({ grid, labels }: LabelFile): Triple {
  const worst = most(grid, labels, 2) ?? most(grid, labels, 1);
  return worst ?? (grid.size.map((n) => Math.floor(n / 2)) as unknown as Triple);
}

/** Where the labels from `least` on are most: the slice, and the column and row within it. Null without any. */
function most(grid: Grid, labels: Uint8Array, least: number): Triple | null {
  const [columns, rows, slices] = grid.size;
  const step = Math.abs(grid.stride[2]);
  const inSlice = new Uint32Array(slices); // in the file's order, which may run from head to feet
  eachLabeled(labels, (label, index) => {
    if (label >= least) {
      const slice = Math.floor(index / step) % slices;
      inSlice[slice] = (inSlice[slice] as number) + 1;
    }
  });
  const upward = grid.stride[2] < 0 ? inSlice.reverse() : inSlice;
  const slice = peak(upward);
  const inColumn = new Uint32Array(columns);
  const inRow = new Uint32Array(rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0, index = grid.index(0, y, slice); x < columns; x++, index += grid.stride[0]) {
      if ((labels[index] as number) >= least) {
        inColumn[x] = (inColumn[x] as number) + 1;
        inRow[y] = (inRow[y] as number) + 1;
      }
    }
  }
  return upward[slice] === 0 ? null : [peak(inColumn), peak(inRow), slice];
}

function peak(counts: Uint32Array): number {
  return counts.reduce((best, count, n) => (count > (counts[best] as number) ? n : best), 0);
}
