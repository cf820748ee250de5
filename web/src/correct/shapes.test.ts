import { describe, expect, it } from "vitest";
import { Grid, type Triple } from "../viewer/grid";
import { Plane } from "../viewer/planes";
import { distance, fillBetween } from "./between";
import { along, connected } from "./shapes";

/** 13 x 11 x 9 voxels of 0.8 x 1.1 x 2.5 mm, stored from head to feet, left to right, in an order of their own. */
const grid = new Grid({
  size: [9, 13, 11],
  affine: [
    [0, 0.8, 0, -5],
    [0, 0, -1.1, 7],
    [-2.5, 0, 0, 9],
  ],
});

function everywhere(each: (position: Triple) => void): void {
  for (let z = 0; z < grid.size[2]; z++) {
    for (let y = 0; y < grid.size[1]; y++) {
      for (let x = 0; x < grid.size[0]; x++) {
        each([x, y, z]);
      }
    }
  }
}

describe("a brush", () => {
  it.each([
    { from: [6, 5, 4], to: [6, 5, 4], radius: 3, flat: null },
    { from: [2.3, 1.7, 4], to: [9.6, 8.2, 4], radius: 2, flat: 2 },
    { from: [1, 4, 1], to: [11, 4, 7], radius: 4.1, flat: 1 },
    { from: [-2, 3, 3], to: [15, 12, 3], radius: 5, flat: null },
  ] as const)("covers the voxels near its way: %j", ({ from, to, radius, flat }) => {
    const found = new Set<number>();
    along(grid, from, to, radius, flat, (index) => found.add(index));
    const expected = new Set<number>();
    everywhere((position) => {
      const inPlane = flat === null || position[flat] === Math.round(to[flat]);
      if (inPlane && nearest(position, from, to, flat) <= radius) {
        expected.add(grid.index(...position));
      }
    });
    expect(found).toEqual(expected);
    expect(found.size).toBeGreaterThan(10);
  });

  it("smaller than a voxel paints the voxel under the hand", () => {
    const found: number[] = [];
    along(grid, [3.4, 4.4, 5], [3.4, 4.4, 5], 0.1, 2, (index) => found.push(index));
    expect(found).toEqual([grid.index(3, 4, 5)]);
  });

  it("beside the scan paints nothing", () => {
    along(grid, [3, 4, 40], [3, 4, 40], 1, 2, () => expect.unreachable());
  });

  /** The least distance in mm to a thousand points of the way, another way to the same answer. */
  function nearest(position: Triple, from: Triple, to: Triple, flat: 0 | 1 | 2 | null): number {
    let least = Infinity;
    for (let n = 0; n <= 1000; n++) {
      const parts = ([0, 1, 2] as const).map((axis) =>
        axis === flat ? 0 : (position[axis] - from[axis] - (n / 1000) * (to[axis] - from[axis])) * grid.spacing[axis],
      );
      least = Math.min(least, Math.hypot(...parts));
    }
    return least - 1e-6;
  }
});

it("what touches only at an edge is not connected", () => {
  const inside = new Set([
    grid.index(2, 2, 2),
    grid.index(3, 2, 2),
    grid.index(3, 3, 2),
    grid.index(4, 4, 2),
    grid.index(3, 3, 3),
  ]);
  const found: number[] = [];
  connected(
    grid,
    [2, 2, 2],
    (index) => inside.has(index),
    (index) => found.push(index),
  );
  inside.delete(grid.index(4, 4, 2));
  expect(new Set(found)).toEqual(inside);
  expect(found).toHaveLength(4);
});

it("rows do not run on into the next one", () => {
  const inside = new Set([grid.index(12, 2, 2), grid.index(0, 3, 2), grid.index(0, 2, 2), grid.index(12, 10, 8)]);
  const found: number[] = [];
  connected(
    grid,
    [12, 2, 2],
    (index) => inside.has(index),
    (index) => found.push(index),
  );
  expect(found).toEqual([grid.index(12, 2, 2)]);
});

it("distances are exact on pixels that are no squares", () => {
  let seed = 3;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const [width, height] = [12, 9];
  const mask = Array.from({ length: width * height }, () => random() < 0.1);
  const found = distance(width, height, [0.7, 1.9], (pixel) => mask[pixel] === true);
  found.forEach((mm, pixel) => {
    const all = mask.map((set, n) =>
      set
        ? Math.hypot(((n % width) - (pixel % width)) * 0.7, (Math.floor(n / width) - Math.floor(pixel / width)) * 1.9)
        : Infinity,
    );
    expect(mm).toBeCloseTo(Math.min(...all), 9);
  });
});

it("between a small and a large disc lies one of middle size", () => {
  const room = new Grid({
    size: [41, 41, 5],
    affine: [
      [-1, 0, 0, 0],
      [0, -1, 0, 0],
      [0, 0, 2, 0],
    ],
  });
  const plane = new Plane("axial", room);
  const labels = new Uint8Array(41 * 41 * 5);
  const disc = (cut: number, radius: number) => {
    along(room, [20, 20, cut], [20, 20, cut], radius, 2, (index) => (labels[index] = 3));
  };
  disc(0, 5);
  disc(4, 13);
  const areas = [0, 0, 0, 0, 0];
  fillBetween(
    plane,
    labels,
    3,
    [0, 4],
    (index) => (areas[room.position(index)[2]] = (areas[room.position(index)[2]] ?? 0) + 1),
  );
  expect([areas[0], areas[4]]).toEqual([0, 0]);
  for (const [cut, radius] of [
    [1, 7],
    [2, 9],
    [3, 11],
  ] as const) {
    expect(Math.abs(Math.sqrt((areas[cut] as number) / Math.PI) - radius)).toBeLessThan(0.5);
  }
});
