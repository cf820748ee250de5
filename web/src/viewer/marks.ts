import { EDGES, type Plane } from "./planes";

/** Crosshair with a gap at its middle, letters of the patient's sides, a bar of round length. */
export function drawMarks(
  pen: CanvasRenderingContext2D,
  plane: Plane,
  { clientWidth: width, clientHeight: height }: HTMLCanvasElement,
  scale: number,
  [x, y]: readonly [number, number],
): void {
  pen.lineWidth = 1;
  pen.strokeStyle = "rgb(120 220 180 / 55%)";
  pen.beginPath();
  const gap = 14;
  const [across, down] = [Math.round(x) + 0.5, Math.round(y) + 0.5];
  line(pen, 0, down, across - gap, down);
  line(pen, across + gap, down, width, down);
  line(pen, across, 0, across, down - gap);
  line(pen, across, down + gap, across, height);
  pen.stroke();

  pen.font = "600 14px system-ui, sans-serif";
  const [left, right, top, bottom] = EDGES[plane.name];
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  text(pen, left, 8, height / 2);
  pen.textAlign = "right";
  text(pen, right, width - 8, height / 2);
  pen.textAlign = "center";
  text(pen, top, width / 2, 14);
  text(pen, bottom, width / 2, height - 12);
  drawScale(pen, scale, width, height);
}

function drawScale(pen: CanvasRenderingContext2D, scale: number, width: number, height: number): void {
  const mm = [100, 50, 20, 10, 5, 2, 1].find((length) => length * scale < width / 3) ?? 1;
  const [from, to, at] = [12, 12 + mm * scale, height - 14];
  for (const [color, thickness] of [
    ["#000", 4],
    ["#fff", 1.5],
  ] as const) {
    pen.strokeStyle = color;
    pen.lineWidth = thickness;
    pen.beginPath();
    line(pen, from, at, to, at);
    line(pen, from, at - 4, from, at + 4);
    line(pen, to, at - 4, to, at + 4);
    pen.stroke();
  }
  pen.font = "12px system-ui, sans-serif";
  pen.textAlign = "left";
  text(pen, mm >= 10 ? `${mm / 10} cm` : `${mm} mm`, from, at - 14);
}

function line(pen: CanvasRenderingContext2D, x: number, y: number, u: number, v: number): void {
  pen.moveTo(x, y);
  pen.lineTo(u, v);
}

function text(pen: CanvasRenderingContext2D, words: string, x: number, y: number): void {
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = "rgb(0 0 0 / 80%)";
  pen.strokeText(words, x, y);
  pen.fillStyle = "#fff";
  pen.fillText(words, x, y);
}
