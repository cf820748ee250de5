import { triple, type Grid, type Triple } from "./grid";

export const PLANES = ["axial", "coronal", "sagittal"] as const;
export type PlaneName = (typeof PLANES)[number];

/** Which patient axis runs across, which down, which through, and whether rows run against it (the head is up). */
const AXES: Record<PlaneName, { across: 0 | 1 | 2; down: 0 | 1 | 2; through: 0 | 1 | 2; upward: boolean }> = {
  axial: { across: 0, down: 1, through: 2, upward: false },
  coronal: { across: 0, down: 2, through: 1, upward: true },
  sagittal: { across: 1, down: 2, through: 0, upward: true },
};

/** Letters at the left, right, top and bottom edge: radiological, the patient's right at the left. */
export const EDGES: Record<PlaneName, readonly [string, string, string, string]> = {
  axial: ["R", "L", "A", "P"],
  coronal: ["R", "L", "H", "F"],
  sagittal: ["A", "P", "H", "F"],
};

/** One family of parallel cuts through a grid: how a pixel (column, row) of cut n finds its voxel. */
export class Plane {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly across: 0 | 1 | 2;
  readonly down: 0 | 1 | 2;
  readonly through: 0 | 1 | 2;
  /** Size of a pixel in mm. */
  readonly pixel: readonly [number, number];
  readonly stepAcross: number;
  readonly stepDown: number;
  private readonly upward: boolean;

  constructor(
    readonly name: PlaneName,
    readonly grid: Grid,
  ) {
    const axes = AXES[name];
    this.across = axes.across;
    this.down = axes.down;
    this.through = axes.through;
    this.upward = axes.upward;
    this.width = grid.size[this.across];
    this.height = grid.size[this.down];
    this.depth = grid.size[this.through];
    this.pixel = [grid.spacing[this.across], grid.spacing[this.down]];
    this.stepAcross = grid.stride[this.across];
    this.stepDown = grid.stride[this.down] * (this.upward ? -1 : 1);
  }

  /** Index in the file of the first pixel of cut n. */
  first(n: number): number {
    return this.grid.index(...this.position(0, 0, n));
  }

  position(column: number, row: number, n: number): Triple {
    const y = this.upward ? this.height - 1 - row : row;
    return triple((axis) => (axis === this.across ? column : axis === this.down ? y : n));
  }

  /** Column and row of a position, which may be fractional. */
  pixelOf(position: Triple): readonly [number, number] {
    const y = position[this.down];
    return [position[this.across], this.upward ? this.height - 1 - y : y];
  }
}

/** Copies the labels of one cut, row by row; returns which are there, a bit for each. */
export function cutLabels(plane: Plane, labels: Uint8Array, n: number, to: Uint8Array): number {
  const { width, height, stepAcross, stepDown } = plane;
  let present = 0;
  let out = 0;
  let row = plane.first(n);
  for (let v = 0; v < height; v++, row += stepDown) {
    for (let u = 0, from = row; u < width; u++, from += stepAcross) {
      const label = labels[from] as number;
      to[out++] = label;
      present |= 1 << label;
    }
  }
  return present;
}

/** Paints one cut: each voxel's value looks its color up. */
export function cutGray(plane: Plane, voxels: Int16Array, n: number, table: Uint32Array, to: Uint32Array): void {
  const { width, height, stepAcross, stepDown } = plane;
  let out = 0;
  let row = plane.first(n);
  for (let v = 0; v < height; v++, row += stepDown) {
    for (let u = 0, from = row; u < width; u++, from += stepAcross) {
      to[out++] = table[(voxels[from] as number) + 32768] as number;
    }
  }
}
