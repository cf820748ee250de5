import type { Grid } from "../viewer/grid";

/** Triangles of a surface in mm: x toward the patient's left, y toward the back, z toward the head, from the scan's middle. */
export interface Mesh {
  /** Six numbers a corner: place and normal. */
  readonly corners: Float32Array<ArrayBuffer>;
  readonly triangles: Uint32Array<ArrayBuffer>;
}

/** A coarse field of shares: how much of each block is inside. */
interface Field {
  readonly size: readonly [number, number, number];
  readonly spacing: readonly [number, number, number];
  readonly share: Float32Array;
}

/** The surface of what is inside, by naive surface nets (Gibson 1998, doi 10.1007/BFb0056277) at the share of one half. */
export function surface(grid: Grid, labels: Uint8Array, inside: (label: number) => boolean, blockMm = 2.5): Mesh {
  const field = shares(grid, labels, inside, blockMm);
  const { places, numbers } = points(field);
  const triangles = faces(field, numbers);
  return { corners: withNormals(places, triangles), triangles: Uint32Array.from(triangles) };
}

/** Averages blocks of some `blockMm`, with an empty rim so that surfaces close at the border of the scan. */
function shares(grid: Grid, labels: Uint8Array, inside: (label: number) => boolean, blockMm: number): Field {
  const step = grid.spacing.map((mm) => Math.max(1, Math.round(blockMm / mm)));
  const [sx, sy, sz] = step as [number, number, number];
  const size = grid.size.map((n, axis) => Math.ceil(n / (step[axis] as number)) + 2) as [number, number, number];
  const share = new Float32Array(size[0] * size[1] * size[2]);
  const one = 1 / (sx * sy * sz);
  for (let z = 0; z < grid.size[2]; z++) {
    for (let y = 0; y < grid.size[1]; y++) {
      const row = ((Math.floor(z / sz) + 1) * size[1] + Math.floor(y / sy) + 1) * size[0] + 1;
      for (let x = 0, index = grid.index(0, y, z); x < grid.size[0]; x++, index += grid.stride[0]) {
        if (inside(labels[index] as number)) {
          const block = row + Math.floor(x / sx);
          share[block] = (share[block] as number) + one;
        }
      }
    }
  }
  const spacing = grid.spacing.map((mm, axis) => mm * (step[axis] as number)) as [number, number, number];
  return { size, spacing, share };
}

const HALF = 0.5;

/** One point in each cell that the surface crosses: the mean of the crossings of its edges. */
function points({ size, spacing, share }: Field): { places: number[]; numbers: Int32Array } {
  const [nx, ny, nz] = size;
  const numbers = new Int32Array(share.length).fill(-1);
  const places: number[] = [];
  const corner = [0, 1, nx, nx + 1, nx * ny, nx * ny + 1, nx * ny + nx, nx * ny + nx + 1];
  for (let z = 0; z < nz - 1; z++) {
    for (let y = 0; y < ny - 1; y++) {
      for (let x = 0; x < nx - 1; x++) {
        const cell = (z * ny + y) * nx + x;
        const values = corner.map((offset) => share[cell + offset] as number);
        const crossing = crossings(values);
        if (crossing !== null) {
          numbers[cell] = places.length / 3;
          [x, y, z].forEach((at, axis) => {
            const middle = (size[axis] as number) / 2;
            places.push((at + (crossing[axis] as number) - middle) * (spacing[axis] as number));
          });
        }
      }
    }
  }
  return { places, numbers };
}

/** Mean crossing in a cell of side 1 whose corners are counted in binary: x, y, z. */
function crossings(values: number[]): number[] | null {
  const sum = [0, 0, 0];
  let count = 0;
  for (let a = 0; a < 8; a++) {
    for (const bit of [1, 2, 4]) {
      const b = a | bit;
      const [first, second] = [values[a] as number, values[b] as number];
      if (b !== a && first > HALF !== second > HALF) {
        const share = (HALF - first) / (second - first);
        [1, 2, 4].forEach((axis, n) => {
          sum[n] = (sum[n] as number) + (axis === bit ? share : (a & axis) !== 0 ? 1 : 0);
        });
        count++;
      }
    }
  }
  return count === 0 ? null : sum.map((value) => value / count);
}

/** Around each edge that the surface crosses, the four cells' points make two triangles that face outward. */
function faces({ size, share }: Field, numbers: Int32Array): number[] {
  const [nx, ny, nz] = size;
  const steps = [1, nx, nx * ny];
  const triangles: number[] = [];
  for (let z = 0; z < nz - 1; z++) {
    for (let y = 0; y < ny - 1; y++) {
      for (let x = 0; x < nx - 1; x++) {
        const at = (z * ny + y) * nx + x;
        for (let axis = 0; axis < 3; axis++) {
          const within = (share[at] as number) > HALF;
          if (within !== (share[at + (steps[axis] as number)] as number) > HALF) {
            const [u, v] = [steps[(axis + 1) % 3] as number, steps[(axis + 2) % 3] as number];
            const [a, b, c, d] = [at - u - v, at - v, at, at - u].map((cell) => numbers[cell] as number) as [
              number,
              number,
              number,
              number,
            ];
            triangles.push(...(within ? [a, b, c, a, c, d] : [a, c, b, a, d, c]));
          }
        }
      }
    }
  }
  return triangles;
}

/** Normals of corners: the sum of their triangles' normals, which weighs them by area. */
function withNormals(places: number[], triangles: number[]): Float32Array<ArrayBuffer> {
  const corners = new Float32Array(places.length * 2);
  for (let n = 0; n < places.length; n++) {
    corners[Math.floor(n / 3) * 6 + (n % 3)] = places[n] as number;
  }
  for (let n = 0; n < triangles.length; n += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => triangles[n + k] as number) as [number, number, number];
    const edge = (to: number, axis: number) => (places[to * 3 + axis] as number) - (places[a * 3 + axis] as number);
    for (let axis = 0; axis < 3; axis++) {
      const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
      const normal = edge(b, u) * edge(c, v) - edge(b, v) * edge(c, u);
      for (const point of [a, b, c]) {
        corners[point * 6 + 3 + axis] = (corners[point * 6 + 3 + axis] as number) + normal;
      }
    }
  }
  return corners;
}
