import { expect, it } from "vitest";
import { scale, ticks } from "./axis";

it("ticks are round and hold all values and zero", () => {
  expect(ticks([-39.6, -0.4])).toEqual([-40, -30, -20, -10, 0]);
  expect(ticks([45, 130])).toEqual([0, 50, 100, 150]);
  expect(ticks([-3, 7])).toEqual([-4, -2, 0, 2, 4, 6, 8]);
});

it("without values there is still an axis", () => {
  expect(ticks([])).toHaveLength(2);
  expect(ticks([0])[0]).toBe(0);
});

it("a value lies between the ends as it lies between the ticks", () => {
  const y = scale([-40, 0], 200, 0);
  expect(y(-40)).toBe(200);
  expect(y(-10)).toBe(50);
});
