import { expect, it } from "vitest";
import { Grid } from "./grid";
import { countLabels, opening, type LabelFile } from "./volume";

const affine = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
] as const;

/** 4 x 3 x 2 voxels toward the right and the front: position x is column 3 - x, y is row 2 - y. */
function drawn(...rows: string[]): LabelFile {
  const grid = new Grid({ size: [4, 3, 2], affine });
  return { grid, labels: Uint8Array.from(rows.join(""), Number), head: new Uint8Array(0) };
}

it("the planes open where opacity is most", () => {
  const labels = drawn("1111", "1131", "1111", /* */ "0220", "0230", "1110");
  expect(opening(labels)).toEqual([1, 1, 1]);
});

it("without opacity the planes open where lung is most, and without lung in the middle", () => {
  expect(opening(drawn("0000", "0110", "0000", "0000", "0001", "0000"))).toEqual([1, 1, 0]);
  expect(opening(drawn("0000", "0000", "0000", "0000", "0000", "0000"))).toEqual([2, 1, 1]);
});

it("labels are counted", () => {
  expect(countLabels(Uint8Array.from([0, 1, 1, 3, 2, 2, 2]))).toEqual([1, 2, 3, 1]);
});
