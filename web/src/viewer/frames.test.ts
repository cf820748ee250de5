// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { Frames } from "./frames";

let clock = 0;
let callback: (() => void) | null = null;
let canvases: HTMLElement[] = [];

/** Planes 0 to 2 ask; each drawing takes this long. Returns what each frame drew. */
function drawn(frames: Frames, took: number, asks: number[][]): number[][] {
  const all: number[][] = [];
  for (let n = 0; n < asks.length || callback !== null; n++) {
    const now: number[] = [];
    for (const plane of asks[n] ?? []) {
      frames.ask(canvases[plane] as HTMLElement, () => {
        all.at(-1)?.push(plane);
        clock += took;
      });
    }
    all.push(now);
    const frame = callback;
    callback = null;
    frame?.();
  }
  return all;
}

beforeEach(() => {
  clock = 0;
  callback = null;
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => {
    callback = frame;
    return 1;
  });
  canvases = [0, 1, 2].map(() => {
    const element = document.createElement("div");
    element.tabIndex = 0;
    document.body.append(element);
    return element;
  });
});

it("all planes are drawn in one frame, each once, when that is quick", () => {
  expect(drawn(new Frames(), 3, [[0, 1, 2, 1, 0], [2]])).toEqual([[0, 1, 2], [2]]);
});

it("the plane with the focus comes first, and the others have their frames in turn", () => {
  canvases[1]?.focus();
  expect(drawn(new Frames(), 15, [[0, 1, 2]])).toEqual([[1], [0], [2]]);
});

it("a stroke goes on while others wait, and they are drawn when it pauses, the last picture alone", () => {
  canvases[0]?.focus();
  expect(drawn(new Frames(), 15, [[0, 1, 2], [0, 1, 2], [0]])).toEqual([[0], [0], [0], [1], [2]]);
});

it("nothing is drawn of a plane that is gone", () => {
  const frames = new Frames();
  frames.ask(canvases[0] as HTMLElement, () => {
    throw new Error("drawn");
  });
  frames.drop(canvases[0] as HTMLElement);
  expect(drawn(frames, 1, [[1]])).toEqual([[1]]);
});
