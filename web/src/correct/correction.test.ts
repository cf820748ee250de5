import { beforeEach, expect, it } from "vitest";
import { Grid, type Triple } from "../viewer/grid";
import { createViewer, type Viewer } from "../viewer/viewer";
import { countLabels } from "../viewer/volume";
import { Correction } from "./correction";

// 20 x 20 x 6 voxels of 1 x 1 x 2 mm; lung at x 0 to 9 with ground glass at x 0 to 4, nothing at x 10 to 19
const grid = new Grid({
  size: [20, 20, 6],
  affine: [
    [-1, 0, 0, 0],
    [0, -1, 0, 0],
    [0, 0, 2, 0],
  ],
});
let viewer: Viewer;
let correction: Correction;
let labels: Uint8Array;

beforeEach(() => {
  const hu = new Int16Array(2400).map((_, n) => (n % 20) * 50 - 1000);
  labels = new Uint8Array(2400).map((_, n) => (n % 20 < 5 ? 2 : n % 20 < 10 ? 1 : 0));
  viewer = createViewer({ grid, hu });
  correction = new Correction(0, viewer, { grid, labels, head: new Uint8Array(0) }, labels.slice(), null);
});

function dab(position: Triple, erase = false): void {
  correction.begin(viewer.planes.axial, position, erase);
  correction.end();
}

const at = (x: number, y: number, z: number) => labels[grid.index(x, y, z)];

it("a dab paints a disc of its size in its plane alone, and counts live", () => {
  correction.tools.set({ label: 3, sizeMm: 6 });
  dab([9, 9, 2]);
  expect([at(9, 9, 2), at(12, 9, 2), at(13, 9, 2), at(9, 12, 2), at(9, 9, 3)]).toEqual([3, 3, 0, 3, 1]);
  expect(correction.progress.get().counts).toEqual(countLabels(labels));
  expect(correction.progress.get().counts[3]).toBe(29); // pixels within 3 of a center
});

it("a ball reaches the neighboring cuts by its size in mm", () => {
  correction.tools.set({ label: 3, sizeMm: 8, ball: true });
  dab([9, 9, 3]);
  expect([at(9, 9, 1), at(9, 9, 5), at(9, 9, 0)]).toEqual([3, 3, 1]);
});

it("erasing gives back lung where there was lung or lesion, and nothing elsewhere", () => {
  correction.tools.set({ label: 3, sizeMm: 30 });
  dab([9, 9, 2]);
  dab([9, 9, 2], true);
  expect([at(2, 9, 2), at(7, 9, 2), at(15, 9, 2)]).toEqual([1, 1, 0]);
});

it("limits of HU hold", () => {
  correction.tools.set({ label: 3, sizeMm: 10, limit: true, fromHu: -600, toHu: -500 });
  dab([9, 9, 2]);
  // -600 HU at x 8, -500 HU at x 10
  expect([7, 8, 9, 10, 11].map((x) => at(x, 9, 2))).toEqual([1, 3, 3, 3, 0]);
});

it("a label can be painted over another alone", () => {
  correction.tools.set({ label: 3, sizeMm: 20, only: 2 });
  dab([5, 9, 2]);
  expect([at(4, 9, 2), at(5, 9, 2)]).toEqual([3, 1]);
});

it("an island is taken away, and comes back", () => {
  viewer.moveTo([2, 2, 2]);
  const before = labels.slice();
  correction.island(true);
  expect(countLabels(labels)[2]).toBe(0);
  expect(at(0, 0, 0)).toBe(1);
  correction.undo();
  expect(labels).toEqual(before);
  correction.redo();
  expect(countLabels(labels)[2]).toBe(0);
});

it("an island takes the label of the brush", () => {
  viewer.moveTo([2, 2, 2]);
  correction.tools.set({ label: 3 });
  correction.island(false);
  expect(countLabels(labels)).toEqual([1200, 600, 0, 600]);
});

it("growing stays in the lung and between the limits", () => {
  viewer.moveTo([6, 6, 2]);
  correction.tools.set({ label: 3, fromHu: -800, toHu: 0 });
  correction.grow();
  // -800 HU at x 4; the lung ends at x 9
  expect([3, 4, 9, 10].map((x) => at(x, 0, 0))).toEqual([2, 3, 3, 0]);
});

it("what lies between two painted cuts is filled", () => {
  correction.tools.set({ label: 3, sizeMm: 6 });
  dab([14, 9, 0]);
  dab([14, 9, 4]);
  expect(correction.progress.get().painted).toEqual([0, 4]);
  correction.fill();
  expect([1, 2, 3].map((z) => at(14, 9, z))).toEqual([3, 3, 3]);
  expect(at(18, 9, 2)).toBe(0);
});
