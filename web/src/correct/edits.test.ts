import { expect, it } from "vitest";
import { countLabels } from "../viewer/volume";
import { Edits, History } from "./edits";

let seed = 11;
const random = (below: number) => Math.floor(((seed = (seed * 48271) % 2147483647) / 2147483647) * below);

it("neighbors that changed alike are one run", () => {
  const edits = new Edits(new Uint8Array(10), [10, 0, 0, 0]);
  for (const index of [7, 3, 4, 5]) {
    edits.set(index, 2);
  }
  expect([...(edits.commit() ?? [])]).toEqual([3, 3, 2, 7, 1, 2]);
  expect(edits.commit()).toBeNull();
});

it("steps go back and forth to the voxel, and the counts with them", () => {
  const labels = Uint8Array.from({ length: 500 }, () => random(4));
  const edits = new Edits(labels, countLabels(labels));
  const history = new History(edits);
  const states = [labels.slice()];
  for (let step = 0; step < 40; step++) {
    const label = random(4);
    for (const index of new Set(Array.from({ length: 1 + random(30) }, () => random(500)))) {
      edits.set(index, label);
    }
    const runs = edits.commit();
    if (runs !== null) {
      history.add(runs);
      states.push(labels.slice());
    }
    expect(edits.counts).toEqual(countLabels(labels));
  }
  for (let walk = 0; walk < 300; walk++) {
    const moved = random(2) === 0 ? history.undo() : history.redo();
    expect(labels).toEqual(states[history.done]);
    expect(edits.counts).toEqual(countLabels(labels));
    expect(moved || history.done === 0 || history.done === history.steps.length).toBe(true);
  }
});

it("a new step after undo drops what was undone", () => {
  const edits = new Edits(new Uint8Array(4), [4, 0, 0, 0]);
  const history = new History(edits);
  for (const [index, label] of [
    [0, 1],
    [1, 2],
  ] as const) {
    edits.set(index, label);
    history.add(edits.commit() as NonNullable<ReturnType<Edits["commit"]>>);
  }
  history.undo();
  edits.set(2, 3);
  history.add(edits.commit() as NonNullable<ReturnType<Edits["commit"]>>);
  expect(history.redo()).toBe(false);
  expect([...edits.labels]).toEqual([1, 0, 3, 0]);
});

it("steps of other labels do not fit", () => {
  const edits = new Edits(Uint8Array.from([0, 1, 1, 0]), [2, 2, 0, 0]);
  expect(edits.fits(Uint32Array.from([1, 2, 6]))).toBe(true);
  expect(edits.fits(Uint32Array.from([0, 2, 6]))).toBe(false);
  expect(edits.fits(Uint32Array.from([2, 9, 6]))).toBe(false);
});
