import { expect, it } from "vitest";
import { PRESETS } from "./gray";
import { Grid } from "./grid";
import { keyOf } from "./keys";
import { createViewer } from "./viewer";

const grid = new Grid({
  size: [4, 5, 6],
  affine: [
    [-1, 0, 0, 0],
    [0, -1, 0, 0],
    [0, 0, 1, 0],
  ],
});
const made = () => createViewer({ grid, hu: new Int16Array(120) });
const key = (name: string, more: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

it("arrows, Home and End move through the focused plane, and stay within it", () => {
  const viewer = made();
  expect(viewer.state.get().position).toEqual([2, 2, 3]);
  keyOf(key("ArrowUp"), viewer, "axial");
  keyOf(key("ArrowDown"), viewer, "coronal");
  keyOf(key("End"), viewer, "sagittal");
  expect(viewer.state.get().position).toEqual([3, 1, 4]);
  keyOf(key("Home"), viewer, "axial");
  expect(viewer.state.get().position).toEqual([3, 1, 0]);
});

it("numbers choose windows", () => {
  const viewer = made();
  keyOf(key("1"), viewer, "axial");
  expect(viewer.state.get().window).toEqual(PRESETS.mediastinum);
});

it("letters ask, unless they are turned off; arrows, Escape and undo stay", () => {
  const viewer = made();
  expect(keyOf(key("b"), viewer, "axial")).toBe("brush");
  expect(keyOf(key("N", { shiftKey: true }), viewer, "axial")).toBe("previousLesion");
  viewer.state.set({ keys: false });
  expect(keyOf(key("b"), viewer, "axial")).toBeNull();
  expect(keyOf(key("z", { ctrlKey: true }), viewer, "axial")).toBe("undo");
  expect(keyOf(key("Escape"), viewer, "axial")).toBe("leave");
  expect(keyOf(key("ArrowUp"), viewer, "axial")).toBe("done");
});

it("the browser keeps the keys that mean nothing here", () => {
  expect(keyOf(key("r", { ctrlKey: true }), made(), "axial")).toBeNull();
  expect(keyOf(key("Tab"), made(), "axial")).toBeNull();
});
