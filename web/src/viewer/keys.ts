import { PRESETS, type GrayWindow } from "./gray";
import type { PlaneName } from "./planes";
import type { Viewer } from "./viewer";

/** What a key asks of the page around the pictures. */
export type Command =
  | "brush"
  | "eraser"
  | "smaller"
  | "larger"
  | "labelBefore"
  | "labelAfter"
  | "limit"
  | "fillBetween"
  | "nextLesion"
  | "previousLesion"
  | "undo"
  | "redo"
  | "leave"
  | "help";

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const WINDOWS: Record<string, GrayWindow> = { "1": PRESETS.mediastinum, "2": PRESETS.lung, "3": PRESETS.bone };
const STEPS: Record<string, number> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
};
const LETTERS: Record<string, Command> = {
  b: "brush",
  e: "eraser",
  "[": "smaller",
  "]": "larger",
  q: "labelBefore",
  w: "labelAfter",
  i: "limit",
  f: "fillBetween",
  n: "nextLesion",
  "?": "help",
};

/** Does what a key means for the pictures ("done"), or says what it asks of the page; null leaves the key to the browser. */
export function keyOf(event: Key, viewer: Viewer, plane: PlaneName): Command | "done" | null {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.altKey) {
    return null;
  }
  if (event.ctrlKey || event.metaKey) {
    return key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : null;
  }
  if (key === "Escape") {
    return "leave";
  }
  const step = STEPS[key];
  if (step !== undefined && !event.shiftKey) {
    viewer.step(plane, step);
    return "done";
  }
  if (key === "Home" || key === "End") {
    viewer.step(plane, key === "Home" ? -1e6 : 1e6);
    return "done";
  }
  return viewer.state.get().keys ? letter(key, event.shiftKey, viewer) : null;
}

function letter(key: string, shift: boolean, viewer: Viewer): Command | "done" | null {
  const window = WINDOWS[key];
  if (window !== undefined) {
    viewer.state.set({ window });
    return "done";
  }
  if (key === "g") {
    viewer.state.set({ overlay: !viewer.state.get().overlay });
    return "done";
  }
  if (key === "n" && shift) {
    return "previousLesion";
  }
  return LETTERS[key] ?? null;
}
