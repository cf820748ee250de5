import { contours } from "./contour";
import { cutLabels, type Plane } from "./planes";
import type { ViewState } from "./viewer";

/** Colors of the labels lung, ground glass, high opacity; those of the picture and the page of paper too. */
export const COLORS = ["#e6e6e6", "#4fa3ff", "#ffd400"] as const;

/** Which of the four labels each outline surrounds: the lung's holds its lesions. */
const INSIDE = [Uint8Array.of(0, 1, 1, 1), Uint8Array.of(0, 0, 1, 0), Uint8Array.of(0, 0, 0, 1)] as const;
const HALO = "rgb(0 0 0 / 70%)";

/** Outlines and fills of one plane, traced anew only when the cut or the labels change. */
export class Outlines {
  private readonly cut: Uint8Array;
  private traced: { slice: number; changes: number; labels: Uint8Array; paths: Path2D[] } | null = null;

  constructor(private readonly plane: Plane) {
    this.cut = new Uint8Array(plane.width * plane.height);
  }

  draw(pen: CanvasRenderingContext2D, labels: Uint8Array, slice: number, state: ViewState, place: DOMMatrix): void {
    const placed = this.placed(labels, slice, state.changes, place);
    pen.lineJoin = "round";
    placed.forEach((path, n) => {
      if (state.shown[n] === true && n > 0) {
        fill(pen, path, n, state.fill);
      }
    });
    placed.forEach((path, n) => {
      if (state.shown[n] !== true) {
        return;
      }
      if (n > 0) {
        pen.strokeStyle = HALO;
        pen.lineWidth = 4;
        pen.stroke(path);
      }
      pen.strokeStyle = COLORS[n] as string;
      pen.lineWidth = n > 0 ? 2 : 1;
      pen.stroke(path);
    });
  }

  /** Another revision's outlines of opacity, told apart by dashes, not by color. */
  drawDashed(
    pen: CanvasRenderingContext2D,
    labels: Uint8Array,
    slice: number,
    state: ViewState,
    place: DOMMatrix,
  ): void {
    const placed = this.placed(labels, slice, state.changes, place);
    pen.setLineDash([5, 4]);
    placed.forEach((path, n) => {
      pen.lineWidth = n > 0 ? 1.5 : 1;
      pen.strokeStyle = "#fff";
      pen.stroke(path);
    });
    pen.setLineDash([]);
  }

  private placed(labels: Uint8Array, slice: number, changes: number, place: DOMMatrix): Path2D[] {
    return this.paths(labels, slice, changes).map((path) => {
      const moved = new Path2D();
      moved.addPath(path, place);
      return moved;
    });
  }

  private paths(labels: Uint8Array, slice: number, changes: number): Path2D[] {
    const { traced, plane, cut } = this;
    if (traced?.slice === slice && traced.changes === changes && traced.labels === labels) {
      return traced.paths;
    }
    const present = cutLabels(plane, labels, slice, cut);
    const paths = INSIDE.map((inside) => {
      const any = inside.some((within, label) => within === 1 && (present & (1 << label)) !== 0);
      return pathOf(any ? contours(plane.width, plane.height, cut, inside) : []);
    });
    this.traced = { slice, changes, labels, paths };
    return paths;
  }
}

function pathOf(loops: Int32Array[]): Path2D {
  const path = new Path2D();
  for (const loop of loops) {
    path.moveTo(loop[0] as number, loop[1] as number);
    for (let n = 2; n < loop.length; n += 2) {
      path.lineTo(loop[n] as number, loop[n + 1] as number);
    }
    path.closePath();
  }
  return path;
}

function fill(pen: CanvasRenderingContext2D, path: Path2D, n: number, opacity: number): void {
  pen.globalAlpha = opacity;
  pen.fillStyle = COLORS[n] as string;
  if (n === 2) {
    // hatched, so that it is told from ground glass without its color
    pen.globalAlpha = opacity * 0.4;
    pen.fill(path, "evenodd");
    pen.globalAlpha = Math.min(1, opacity * 2.4);
    pen.fillStyle = hatch(pen);
  }
  pen.fill(path, "evenodd");
  pen.globalAlpha = 1;
}

let pattern: CanvasPattern | undefined;

function hatch(pen: CanvasRenderingContext2D): CanvasPattern {
  pattern ??= stripes(pen);
  return pattern;
}

function stripes(pen: CanvasRenderingContext2D): CanvasPattern {
  const tile = new OffscreenCanvas(7, 7);
  const ink = tile.getContext("2d") as OffscreenCanvasRenderingContext2D;
  ink.strokeStyle = COLORS[2];
  ink.lineWidth = 1.4;
  for (const shift of [-7, 0, 7]) {
    ink.moveTo(shift - 1, 8);
    ink.lineTo(shift + 8, -1);
  }
  ink.stroke();
  return pen.createPattern(tile, "repeat") as CanvasPattern;
}
