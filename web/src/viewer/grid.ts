import type { Header } from "./header";

export type Triple = readonly [number, number, number];

/**
 * How a file's voxels lie in the patient. Positions are counted along x toward the patient's left, y toward the back and z toward
 * the head, whatever the order of the file; signed strides lead from a position to the file's own index, so nothing is copied.
 * On an oblique grid each axis goes by the patient's axis that is nearest.
 */
export class Grid {
  readonly size: Triple;
  readonly spacing: Triple;
  readonly stride: Triple;
  /** Index of the voxel at position (0, 0, 0). */
  readonly start: number;
  readonly voxelMl: number;
  /** Three rows from position to LPS millimeters, and the way back. */
  private readonly forth: number[][];
  private readonly back: number[][];

  constructor(header: Pick<Header, "size" | "affine">) {
    const inFile = [1, header.size[0], header.size[0] * header.size[1]];
    // DICOM's patient axes: left and back are RAS turned around
    const lps = header.affine.map((row, n) => row.map((value) => (n < 2 ? -value : value)));
    const axes = nearestAxes(lps);
    const signs = axes.map((axis, n) => (at(lps, n, axis) < 0 ? -1 : 1));
    const sizes = axes.map((axis) => header.size[axis] as number);
    this.size = triple((n) => sizes[n] as number);
    this.stride = triple((n) => (inFile[axes[n] as number] as number) * (signs[n] as number));
    const last = triple((n) => ((signs[n] as number) < 0 ? (sizes[n] as number) - 1 : 0));
    this.start =
      last[0] * Math.abs(this.stride[0]) + last[1] * Math.abs(this.stride[1]) + last[2] * Math.abs(this.stride[2]);
    this.spacing = triple((n) => Math.hypot(...lps.map((row) => row[axes[n] as number] as number)));
    this.forth = lps.map((row) => {
      const steps = axes.map((axis, n) => (row[axis] as number) * (signs[n] as number));
      const origin = axes.reduce((sum, axis, n) => sum + (row[axis] as number) * (last[n] as number), row[3] as number);
      return [...steps, origin];
    });
    this.back = inverse(this.forth);
    this.voxelMl = Math.abs(determinant(this.forth)) / 1000;
  }

  index(x: number, y: number, z: number): number {
    return this.start + x * this.stride[0] + y * this.stride[1] + z * this.stride[2];
  }

  contains(position: Triple): boolean {
    return position.every((value, n) => value >= 0 && value < (this.size[n] as number));
  }

  /** The position of a voxel given by its index in the file. */
  position(index: number): Triple {
    const order = [0, 1, 2].sort((a, b) => Math.abs(this.stride[b] as number) - Math.abs(this.stride[a] as number));
    const found = [0, 0, 0];
    let rest = index;
    for (const n of order) {
      const step = this.stride[n] as number;
      const along = Math.floor(rest / Math.abs(step));
      rest -= along * Math.abs(step);
      found[n] = step < 0 ? (this.size[n] as number) - 1 - along : along;
    }
    return found as unknown as Triple;
  }

  /** DICOM patient coordinates (LPS) in mm. */
  toMm(position: Triple): Triple {
    return triple((n) => apply(this.forth, n, position));
  }

  /** The nearest voxel, which may lie outside the grid. */
  fromMm(mm: Triple): Triple {
    return triple((n) => Math.round(apply(this.back, n, mm)));
  }

  /** Keeps a position inside the grid. */
  clamp(position: Triple): Triple {
    return triple((n) => Math.min(Math.max(0, Math.round(position[n])), this.size[n] - 1));
  }

  /** Whether two files have the same voxels in the same order at the same places, within 0.01 mm. */
  matches(other: Grid): boolean {
    const corners: Triple[] = [[0, 0, 0], triple((n) => this.size[n] - 1)];
    return (
      this.size.every((value, n) => value === other.size[n]) &&
      this.stride.every((value, n) => value === other.stride[n]) &&
      corners.every((corner) => Math.hypot(...triple((n) => this.toMm(corner)[n] - other.toMm(corner)[n])) < 0.01)
    );
  }
}

export function triple(of: (n: 0 | 1 | 2) => number): Triple {
  return [of(0), of(1), of(2)];
}

/** For each patient axis the file's axis; of the six orders the one whose cosines add up to most. */
function nearestAxes(rows: number[][]): number[] {
  const length = [0, 1, 2].map((axis) => Math.hypot(at(rows, 0, axis), at(rows, 1, axis), at(rows, 2, axis)));
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const fit = (order: number[]) =>
    order.reduce((sum, axis, n) => sum + Math.abs(at(rows, n, axis)) / (length[axis] as number), 0);
  return orders.reduce((best, order) => (fit(order) > fit(best) + 1e-9 ? order : best));
}

function at(rows: number[][], row: number, column: number): number {
  return (rows[row] as number[])[column] as number;
}

function apply(rows: number[][], row: number, [x, y, z]: Triple): number {
  return at(rows, row, 0) * x + at(rows, row, 1) * y + at(rows, row, 2) * z + at(rows, row, 3);
}

function determinant(rows: number[][]): number {
  return [0, 1, 2].reduce((sum, n) => sum + at(rows, 0, n) * minor(rows, 0, n), 0);
}

function minor(rows: number[][], row: number, column: number): number {
  const [r, s] = [(row + 1) % 3, (row + 2) % 3];
  const [c, d] = [(column + 1) % 3, (column + 2) % 3];
  return at(rows, r, c) * at(rows, s, d) - at(rows, r, d) * at(rows, s, c);
}

function inverse(rows: number[][]): number[][] {
  const whole = determinant(rows);
  const turned = [0, 1, 2].map((row) => [0, 1, 2].map((column) => minor(rows, column, row) / whole));
  const origin = rows.map((row) => row[3] as number);
  return turned.map((row) => [...row, -row.reduce((sum, value, n) => sum + value * (origin[n] as number), 0)]);
}
