import { expect, it } from "vitest";
import { Fingers } from "./fingers";

const at = (pointerId: number, offsetX: number, offsetY: number) => ({ pointerId, offsetX, offsetY });

it("two fingers that part magnify, and what lies between them follows", () => {
  const fingers = new Fingers();
  fingers.put(at(1, 100, 100));
  expect(fingers.move(at(1, 120, 100))).toBeNull();
  fingers.put(at(2, 220, 100));
  expect(fingers.move(at(2, 320, 100))).toEqual({ factor: 2, dx: 50, dy: 0 });
  expect(fingers.move(at(1, 120, 300))).toEqual({ factor: Math.SQRT2, dx: 0, dy: 100 });
});

it("one finger alone, a third, and one that never came down do nothing", () => {
  const fingers = new Fingers();
  fingers.put(at(1, 100, 100));
  fingers.put(at(2, 200, 100));
  fingers.put(at(3, 300, 100));
  expect(fingers.move(at(1, 120, 100))).toBeNull();
  fingers.lift(at(3, 0, 0));
  fingers.lift(at(2, 0, 0));
  expect(fingers.move(at(1, 140, 100))).toBeNull();
  expect(fingers.move(at(9, 140, 100))).toBeNull();
});
