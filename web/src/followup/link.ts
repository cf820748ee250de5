import { triple } from "../viewer/grid";
import type { Viewer, ViewState } from "../viewer/viewer";
import type { LabelFile } from "../viewer/volume";

/** The lowest and the highest axial slice of the lungs. */
export interface LungHeight {
  readonly base: number;
  readonly top: number;
}

/** Slices with less lung than this share of the largest do not count: a crumb beside the lung would shift the scale. */
const LEAST_SHARE = 0.01;

/** Between which slices the lungs lie; lesions are part of them. Null without a lung. */
export function lungHeight({ grid, labels }: LabelFile): LungHeight | null {
  const [columns, rows, slices] = grid.size;
  const areas = Array.from({ length: slices }, (_, z) => {
    let area = 0;
    for (let y = 0; y < rows; y++) {
      for (let x = 0, index = grid.index(0, y, z); x < columns; x++, index += grid.stride[0]) {
        area += labels[index] === 0 ? 0 : 1;
      }
    }
    return area;
  });
  const least = Math.max(1, LEAST_SHARE * Math.max(...areas));
  const base = areas.findIndex((area) => area >= least);
  return base < 0 ? null : { base, top: areas.findLastIndex((area) => area >= least) };
}

/** 0 at the base of the lungs, 1 at their top; beyond them further on. */
export function heightOf(slice: number, { base, top }: LungHeight): number {
  return (slice - base) / Math.max(1, top - base);
}

export function sliceAt(height: number, { base, top }: LungHeight): number {
  return Math.round(base + height * (top - base));
}

/** One picture of a pair. */
export interface Side {
  readonly viewer: Viewer;
  /** Null while the labels are on their way, or where they have no lung. */
  readonly lung: LungHeight | null;
}

/** How both pictures always look the same, whether they scroll together or not. */
function looks({ window, overlay, shown, fill, drag, keys, zoom, pan }: ViewState): Partial<ViewState> {
  return { window, overlay, shown, fill, drag, keys, zoom, pan };
}

/** Lets the second picture show the height of the first. */
function align({ viewer, lung }: Side, other: Side): void {
  if (lung !== null && other.lung !== null) {
    const slice = sliceAt(heightOf(viewer.state.get().position[2], lung), other.lung);
    const { position } = other.viewer.state.get();
    other.viewer.moveTo(triple((n) => (n === 2 ? slice : position[n])));
  }
}

/**
 * Each picture follows the other: always in its looks, and in its slice where they are linked. The first leads at the
 * beginning. Returns what ends that.
 */
export function follow(pair: readonly [Side, Side], linked: boolean): () => void {
  pair[1].viewer.state.set(looks(pair[0].viewer.state.get()));
  if (linked) {
    align(pair[0], pair[1]);
  }
  // the rounded slice of the follower must not move the leader in turn
  let leads = true;
  const ends = pair.map((side, n) => {
    const other = pair[1 - n] as Side;
    let slice = side.viewer.state.get().position[2];
    return side.viewer.state.subscribe(() => {
      const state = side.viewer.state.get();
      const moved = state.position[2] !== slice;
      slice = state.position[2];
      if (!leads) {
        return;
      }
      leads = false;
      other.viewer.state.set(looks(state));
      if (moved && linked) {
        align(side, other);
      }
      leads = true;
    });
  });
  return () => {
    ends.forEach((end) => {
      end();
    });
  };
}
