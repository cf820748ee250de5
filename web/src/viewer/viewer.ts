import { useSyncExternalStore } from "react";
import { Frames } from "./frames";
import { PRESETS, type GrayWindow } from "./gray";
import { triple, type Grid, type Triple } from "./grid";
import { PLANES, Plane, type PlaneName } from "./planes";
import { Store } from "./store";
import type { LabelFile, Scan } from "./volume";

/** What a drag with the left button does. */
export type Drag = "window" | "pan" | "zoom" | "crosshair" | "brush";

export interface ViewState {
  readonly position: Triple;
  readonly window: GrayWindow;
  readonly zoom: Readonly<Record<PlaneName, number>>;
  /** How far each picture is moved, in mm of the patient. */
  readonly pan: Readonly<Record<PlaneName, readonly [number, number]>>;
  readonly overlay: boolean;
  /** Which of the labels lung, ground glass, high opacity are drawn. */
  readonly shown: readonly [boolean, boolean, boolean];
  readonly fill: number;
  readonly drag: Drag;
  readonly maximized: PlaneName | null;
  readonly keys: boolean;
  /** Rises with each change of the labels or the compared outline. */
  readonly changes: number;
  /** Rises as more of the scan arrives. */
  readonly arrivals: number;
}

/** What lies under the pointer. */
export interface Pointed {
  readonly position: Triple | null;
}

/** What takes the left button over while something is corrected. Positions may lie between voxels. */
export interface Brush {
  readonly radiusMm: () => number;
  readonly begin: (plane: Plane, position: Triple, erase: boolean) => void;
  readonly move: (plane: Plane, position: Triple) => void;
  readonly end: () => void;
  readonly resize: (steps: number) => void;
}

/**
 * What the page knows of the pictures. The planes of our own (ADR 42) are one way to show them; a library's viewer would implement the
 * same calls.
 */
export interface Viewer {
  readonly grid: Grid;
  readonly state: Store<ViewState>;
  readonly frames: Frames;
  readonly pointed: Store<Pointed>;
  readonly scan: Scan;
  readonly labels: LabelFile | null;
  /** Outlines of another revision, drawn dashed. */
  readonly compared: Uint8Array | null;
  readonly planes: Readonly<Record<PlaneName, Plane>>;
  readonly brush: Brush | null;
  /** Hands the left button to a brush, or takes it back. */
  give(brush: Brush | null): void;
  /** Redraws after labels changed. */
  changed(): void;
  /** Redraws after more of the scan arrived. */
  arrived(): void;
  showLabels(labels: LabelFile | null): void;
  compareWith(labels: Uint8Array | null): void;
  moveTo(position: Triple): void;
  step(plane: PlaneName, slices: number): void;
  zoom(plane: PlaneName, factor: number): void;
  panBy(plane: PlaneName, mm: readonly [number, number]): void;
  reset(): void;
}

export function createViewer(scan: Scan): Viewer {
  return new CanvasViewer(scan);
}

const ALL_ZOOM = { axial: 1, coronal: 1, sagittal: 1 } as const;
const NO_PAN = { axial: [0, 0], coronal: [0, 0], sagittal: [0, 0] } as const;

class CanvasViewer implements Viewer {
  readonly grid: Grid;
  readonly state: Store<ViewState>;
  readonly frames = new Frames();
  readonly pointed = new Store<Pointed>({ position: null });
  readonly planes: Readonly<Record<PlaneName, Plane>>;
  labels: LabelFile | null = null;
  compared: Uint8Array | null = null;
  brush: Brush | null = null;

  constructor(readonly scan: Scan) {
    this.grid = scan.grid;
    const [axial, coronal, sagittal] = PLANES.map((name) => new Plane(name, scan.grid)) as [Plane, Plane, Plane];
    this.planes = { axial, coronal, sagittal };
    this.state = new Store<ViewState>({
      position: triple((n) => Math.floor(scan.grid.size[n] / 2)),
      window: PRESETS.lung,
      zoom: ALL_ZOOM,
      pan: NO_PAN,
      overlay: true,
      shown: [true, true, true],
      fill: 0.25,
      drag: "window",
      maximized: null,
      keys: true,
      changes: 0,
      arrivals: 0,
    });
  }

  give(brush: Brush | null): void {
    this.brush = brush;
  }

  changed(): void {
    this.state.set({ changes: this.state.get().changes + 1 });
  }

  arrived(): void {
    this.state.set({ arrivals: this.state.get().arrivals + 1 });
  }

  showLabels(labels: LabelFile | null): void {
    this.labels = labels !== null && labels.grid.matches(this.grid) ? labels : null;
    this.changed();
  }

  compareWith(labels: Uint8Array | null): void {
    this.compared = labels;
    this.changed();
  }

  moveTo(position: Triple): void {
    const next = this.grid.clamp(position);
    if (next.some((value, n) => value !== this.state.get().position[n])) {
      this.state.set({ position: next });
    }
  }

  step(plane: PlaneName, slices: number): void {
    const { through } = this.planes[plane];
    this.moveTo(triple((n) => this.state.get().position[n] + (n === through ? slices : 0)));
  }

  zoom(plane: PlaneName, factor: number): void {
    const { zoom } = this.state.get();
    this.state.set({ zoom: { ...zoom, [plane]: Math.min(40, Math.max(0.5, zoom[plane] * factor)) } });
  }

  panBy(plane: PlaneName, [x, y]: readonly [number, number]): void {
    const { pan } = this.state.get();
    this.state.set({ pan: { ...pan, [plane]: [pan[plane][0] + x, pan[plane][1] + y] } });
  }

  reset(): void {
    this.state.set({ zoom: ALL_ZOOM, pan: NO_PAN, window: PRESETS.lung });
  }
}

export function useViewState(viewer: Viewer): ViewState {
  return useSyncExternalStore(viewer.state.subscribe, viewer.state.get);
}

export function usePointed(viewer: Viewer): Pointed {
  return useSyncExternalStore(viewer.pointed.subscribe, viewer.pointed.get);
}
