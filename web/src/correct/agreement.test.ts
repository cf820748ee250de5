import { expect, it } from "vitest";
import { agreement } from "./agreement";

it("is twice what both have, over the sum", () => {
  const first = Uint8Array.from([0, 1, 1, 2, 2, 2, 3, 3]);
  const second = Uint8Array.from([0, 0, 1, 1, 2, 3, 3, 3]);
  expect(agreement(first, second)).toEqual([
    { label: 0, voxels: [5, 4], dice: 8 / 9 },
    { label: 2, voxels: [3, 1], dice: 2 / 4 },
    { label: 3, voxels: [2, 3], dice: 4 / 5 },
    { label: 1, voxels: [7, 6], dice: 12 / 13 },
  ]);
});

it("leaves out what neither has", () => {
  expect(agreement(Uint8Array.from([1, 1]), Uint8Array.from([1, 0]))).toEqual([
    { label: 1, voxels: [2, 1], dice: 2 / 3 },
  ]);
});
