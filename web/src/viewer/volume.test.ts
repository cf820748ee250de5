import { expect, it } from "vitest";
import { Grid } from "./grid";
import { countLabels, labelsOf, opening, type LabelFile } from "./volume";

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

/** Counts go by words of four voxels; what is left over at the end counts too, and so do parts of a larger array. */
it("labels are counted whatever their number and place in memory", () => {
  for (const [from, to] of [
    [0, 40],
    [4, 39],
    [3, 38],
    [1, 2],
  ]) {
    const labels = Uint8Array.from({ length: 40 }, (_, n) => (n % 5 < 2 ? 0 : n % 4)).subarray(from, to);
    expect(countLabels(labels)).toEqual([0, 1, 2, 3].map((label) => labels.filter((each) => each === label).length));
  }
});

it("a label beyond the last is refused wherever it is", () => {
  const size = [3, 3, 1] as const;
  const header = { size, affine, slope: 1, intercept: 0, datatype: 2, littleEndian: true, offset: 352 };
  const file = (voxels: Uint8Array) => ({ header, voxels, head: new Uint8Array(0) });
  expect(labelsOf(file(Uint8Array.of(0, 1, 2, 3, 0, 1, 2, 3, 3))).grid.size).toEqual(size);
  for (let at = 0; at < 9; at++) {
    expect(() => labelsOf(file(new Uint8Array(9).fill(4, at, at + 1)))).toThrow("labels that this page does not know");
  }
});
