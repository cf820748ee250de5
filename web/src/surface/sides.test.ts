import { expect, it } from "vitest";
import { sides } from "./sides";

it("from the front the patient's right is at the left, and the sides turn with the view", () => {
  expect(sides(0)).toEqual(["R", "L"]);
  expect(sides(0.7)).toEqual(["R", "L"]);
  expect(sides(Math.PI)).toEqual(["L", "R"]);
});

it("a quarter turn shows the patient from the side", () => {
  // a quarter turn takes the patient's left away from the eye, and the back to the left
  expect(sides(Math.PI / 2)).toEqual(["P", "A"]);
  expect(sides(-Math.PI / 2)).toEqual(["A", "P"]);
});
