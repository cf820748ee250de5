import { expect, it } from "vitest";
import { contours } from "./contour";

/** A mask of label 2 alone. */
const TWO = Uint8Array.of(0, 0, 1, 0);

/** Rows of a mask, "#" inside. */
function drawn(...rows: string[]) {
  const width = (rows[0] as string).length;
  const mask = Uint8Array.from(rows.join(""), (pixel) => (pixel === "#" ? 2 : 3));
  return contours(width, rows.length, mask, TWO).map((loop) => [...loop].join(" "));
}

it("of one pixel are its four corners", () => {
  expect(drawn("...", ".#.", "...")).toEqual(["1 1 2 1 2 2 1 2"]);
});

it("reach the border of the picture", () => {
  expect(drawn("##", "##")).toEqual(["0 0 2 0 2 2 0 2"]);
});

it("run the other way round a hole", () => {
  expect(drawn("###", "#.#", "###")).toEqual(["0 0 3 0 3 3 0 3", "1 1 1 2 2 2 2 1"]);
});

it("keep pixels apart that touch at a corner", () => {
  expect(drawn("#.", ".#")).toEqual(["0 0 1 0 1 1 0 1", "1 1 2 1 2 2 1 2"]);
  expect(drawn(".#", "#.")).toEqual(["1 0 2 0 2 1 1 1", "0 1 1 1 1 2 0 2"]);
});

it("enclose as many pixels as the mask has", () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 50; round++) {
    const [width, height] = [9, 7];
    const mask = Uint8Array.from({ length: width * height }, () => (random() < 0.5 ? 2 : 0));
    const loops = contours(width, height, mask, TWO);
    const area = loops.reduce((sum, loop) => sum + shoelace(loop), 0);
    expect(area).toBe(mask.filter(Boolean).length);
  }
});

function shoelace(loop: Int32Array): number {
  let twice = 0;
  for (let n = 0; n < loop.length; n += 2) {
    const m = (n + 2) % loop.length;
    twice += (loop[n] as number) * (loop[m + 1] as number) - (loop[m] as number) * (loop[n + 1] as number);
  }
  return twice / 2;
}
