import { grayTable, type GrayWindow } from "./gray";
import type { Triple } from "./grid";
import { drawMarks } from "./marks";
import { Outlines } from "./outlines";
import { cutGray, type Plane } from "./planes";
import type { Viewer, ViewState } from "./viewer";

/** Draws one plane into a canvas, and tells which voxel lies under a point of it. */
export class Picture {
  private readonly pen: CanvasRenderingContext2D;
  private readonly gray: { canvas: OffscreenCanvas; pen: OffscreenCanvasRenderingContext2D; image: ImageData };
  private readonly outlines: Outlines;
  private readonly dashed: Outlines;
  private drawn: { slice: number; window: GrayWindow; arrivals: number } | null = null;

  constructor(
    private readonly viewer: Viewer,
    readonly plane: Plane,
    private readonly canvas: HTMLCanvasElement,
  ) {
    this.pen = canvas.getContext("2d", { alpha: false }) as CanvasRenderingContext2D;
    const buffer = new OffscreenCanvas(plane.width, plane.height);
    const pen = buffer.getContext("2d") as OffscreenCanvasRenderingContext2D;
    this.gray = { canvas: buffer, pen, image: pen.createImageData(plane.width, plane.height) };
    this.outlines = new Outlines(plane);
    this.dashed = new Outlines(plane);
  }

  /** CSS pixels per mm; the whole plane fits at zoom 1. */
  scale(): number {
    const { width, height, pixel, name } = this.plane;
    const fit = Math.min(this.canvas.clientWidth / (width * pixel[0]), this.canvas.clientHeight / (height * pixel[1]));
    return fit * this.viewer.state.get().zoom[name];
  }

  /** Where the corner of pixel (0, 0) lies, in CSS pixels. */
  private corner(scale: number): [number, number] {
    const { width, height, pixel, name } = this.plane;
    const [x, y] = this.viewer.state.get().pan[name];
    return [
      this.canvas.clientWidth / 2 + (x - (width * pixel[0]) / 2) * scale,
      this.canvas.clientHeight / 2 + (y - (height * pixel[1]) / 2) * scale,
    ];
  }

  /** The position under a point, between voxels; whole numbers are voxels' centers. */
  positionAt(x: number, y: number): Triple {
    const scale = this.scale();
    const [left, top] = this.corner(scale);
    const [wide, high] = this.plane.pixel;
    const column = (x - left) / (scale * wide) - 0.5;
    const row = (y - top) / (scale * high) - 0.5;
    return this.plane.position(column, row, this.viewer.state.get().position[this.plane.through]);
  }

  /** Where a position lies on the canvas. */
  pointOf(position: Triple): [number, number] {
    const scale = this.scale();
    const [left, top] = this.corner(scale);
    const [column, row] = this.plane.pixelOf(position);
    return [left + (column + 0.5) * scale * this.plane.pixel[0], top + (row + 0.5) * scale * this.plane.pixel[1]];
  }

  draw(): void {
    const state = this.viewer.state.get();
    const { canvas, pen } = this;
    const ratio = window.devicePixelRatio;
    const [wide, high] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (wide === 0 || high === 0) {
      return;
    }
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
    }
    this.refresh(state);
    const scale = this.scale();
    const [left, top] = this.corner(scale);
    const [across, down] = [scale * this.plane.pixel[0], scale * this.plane.pixel[1]];
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = "#000";
    pen.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    pen.imageSmoothingEnabled = true;
    pen.drawImage(this.gray.canvas, left, top, across * this.plane.width, down * this.plane.height);
    const slice = state.position[this.plane.through];
    const place = new DOMMatrix([across, 0, 0, down, left, top]);
    if (state.overlay && this.viewer.labels !== null) {
      this.outlines.draw(pen, this.viewer.labels.labels, slice, state, place);
    }
    if (this.viewer.compared !== null) {
      this.dashed.drawDashed(pen, this.viewer.compared, slice, state, place);
    }
    drawMarks(pen, this.plane, canvas, scale, this.pointOf(state.position));
  }

  private refresh({ position, window, arrivals }: ViewState): void {
    const slice = position[this.plane.through];
    const { drawn, gray } = this;
    if (drawn === null || drawn.slice !== slice || drawn.window !== window || drawn.arrivals !== arrivals) {
      const pixels = new Uint32Array(gray.image.data.buffer);
      cutGray(this.plane, this.viewer.scan.hu, slice, tableOf(window), pixels);
      gray.pen.putImageData(gray.image, 0, 0);
      this.drawn = { slice, window, arrivals };
    }
  }
}

let table: { window: GrayWindow; colors: Uint32Array } | null = null;

/** One table serves all planes. */
function tableOf(window: GrayWindow): Uint32Array {
  if (table?.window !== window) {
    table = { window, colors: grayTable(window) };
  }
  return table.colors;
}
