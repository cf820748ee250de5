import { expect, test } from "vitest";
import { PRESETS } from "../viewer/gray";
import { Grid } from "../viewer/grid";
import { createViewer, type Viewer } from "../viewer/viewer";
import type { LabelFile } from "../viewer/volume";
import { follow, heightOf, lungHeight, sliceAt, type LungHeight } from "./link";

const grid = (slices: number, upward = true, wide = 10) =>
  new Grid({
    size: [wide, wide, slices],
    affine: [
      [-1, 0, 0, 0],
      [0, -1, 0, 0],
      [0, 0, upward ? 1 : -1, 0],
    ],
  });
const viewer = (slices: number) => createViewer({ grid: grid(slices), hu: new Int16Array(100 * slices) });
const slice = (of: Viewer) => of.state.get().position[2];
const pair = (one: LungHeight | null, other: LungHeight | null) => {
  const sides = [
    { viewer: viewer(101), lung: one },
    { viewer: viewer(51), lung: other },
  ] as const;
  return { sides, one: sides[0].viewer, other: sides[1].viewer };
};

/** Whole slices of lung in the file's order. */
function labels(of: Grid, whole: number[]): LabelFile {
  const drawn = new Uint8Array(100 * of.size[2]);
  whole.forEach((n) => drawn.fill(1, n * 100, n * 100 + 100));
  return { grid: of, labels: drawn, head: new Uint8Array(0) };
}

test("the lungs lie between the slices that hold lung, counted toward the head", () => {
  expect(lungHeight(labels(grid(20), [4, 5, 6, 7]))).toEqual({ base: 4, top: 7 });
  expect(lungHeight(labels(grid(20, false), [4, 5, 6, 7]))).toEqual({ base: 12, top: 15 });
  expect(lungHeight(labels(grid(20), []))).toBeNull();
});

test("a crumb below a hundredth of the largest slice does not count", () => {
  const drawn = new Uint8Array(400 * 9).fill(1, 1200, 2000);
  drawn.fill(1, 0, 3); // of 400, so below a hundredth
  drawn.fill(1, 2400, 2404); // just a hundredth
  expect(lungHeight({ grid: grid(9, true, 20), labels: drawn, head: new Uint8Array(0) })).toEqual({ base: 3, top: 6 });
});

test("heights go there and back, beyond the lungs too", () => {
  const [one, other] = [
    { base: 10, top: 90 },
    { base: 5, top: 45 },
  ];
  expect([10, 30, 90, 100].map((n) => sliceAt(heightOf(n, one), other))).toEqual([5, 15, 45, 50]);
  expect(heightOf(7, { base: 7, top: 7 })).toBe(0);
});

test("each picture follows the other by height, and a follower does not push its leader", () => {
  const { sides, one, other } = pair({ base: 10, top: 90 }, { base: 5, top: 45 });
  const stop = follow(sides, true);
  one.moveTo([0, 0, 30]);
  expect(slice(other)).toBe(15);
  one.moveTo([0, 0, 31]); // 15.5 rounds to 16, whose own place would be 32
  expect([slice(one), slice(other)]).toEqual([31, 16]);
  other.moveTo([0, 0, 45]);
  expect(slice(one)).toBe(90);
  other.moveTo([3, 4, 45]);
  expect(one.state.get().position).toEqual([0, 0, 90]);
  stop();
  one.moveTo([0, 0, 10]);
  expect(slice(other)).toBe(45);
});

test("free pictures scroll alone and still share the window; linked again, the first leads", () => {
  const { sides, one, other } = pair({ base: 10, top: 90 }, { base: 5, top: 45 });
  const stop = follow(sides, false);
  one.moveTo([0, 0, 90]);
  expect(slice(other)).toBe(25);
  other.state.set({ window: PRESETS.bone });
  expect(one.state.get().window).toBe(PRESETS.bone);
  stop();
  follow(sides, true);
  expect([slice(one), slice(other)]).toEqual([90, 45]);
});

test("without a lung there is nothing to scroll by", () => {
  const { sides, one, other } = pair(null, { base: 5, top: 45 });
  follow(sides, true);
  one.moveTo([0, 0, 90]);
  expect(slice(other)).toBe(25);
});
