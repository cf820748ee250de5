import type { Plane } from "../viewer/planes";

/**
 * Shape-based interpolation (Raya and Udupa 1990, doi 10.1109/42.52980): the signed distances to the outlines of a label on two cuts are
 * mixed, and where the mixture is inside, a cut between them gets the label.
 */
export function fillBetween(
  plane: Plane,
  labels: Uint8Array,
  label: number,
  [a, b]: readonly [number, number],
  each: (index: number) => void,
): void {
  const [below, above] = [signed(plane, labels, label, a), signed(plane, labels, label, b)];
  const step = Math.sign(b - a);
  if (below === null || above === null || step === 0) {
    return;
  }
  for (let n = a + step; n !== b; n += step) {
    const share = (n - a) / (b - a);
    const first = plane.first(n);
    for (let row = 0, pixel = 0; row < plane.height; row++) {
      for (let column = 0; column < plane.width; column++, pixel++) {
        if ((below[pixel] as number) * (1 - share) + (above[pixel] as number) * share < 0) {
          each(first + column * plane.stepAcross + row * plane.stepDown);
        }
      }
    }
  }
}

/** Distance in mm to the label's outline, negative inside; null where the cut has none of it. */
function signed(plane: Plane, labels: Uint8Array, label: number, cut: number): Float64Array | null {
  const { width, height, pixel } = plane;
  const inside = new Uint8Array(width * height);
  const first = plane.first(cut);
  let any = false;
  for (let row = 0, n = 0; row < height; row++) {
    for (let column = 0; column < width; column++, n++) {
      if (labels[first + column * plane.stepAcross + row * plane.stepDown] === label) {
        inside[n] = 1;
        any = true;
      }
    }
  }
  if (!any) {
    return null;
  }
  const out = distance(width, height, pixel, (n) => inside[n] === 1);
  const into = distance(width, height, pixel, (n) => inside[n] === 0);
  // the outline runs halfway between the centers of a pixel inside and one outside
  const half = Math.min(...pixel) / 2;
  return out.map((far, n) => (inside[n] === 1 ? half - (into[n] as number) : far - half));
}

/** Exact distance in mm to the nearest pixel of a set, axis by axis (Felzenszwalb and Huttenlocher 2012, doi 10.4086/toc.2012.v008a019). */
export function distance(
  width: number,
  height: number,
  [across, down]: readonly [number, number],
  within: (pixel: number) => boolean,
): Float64Array {
  const far = 1e12;
  const squares = Float64Array.from({ length: width * height }, (_, n) => (within(n) ? 0 : far));
  for (let row = 0; row < height; row++) {
    lower(squares, row * width, 1, width, across);
  }
  for (let column = 0; column < width; column++) {
    lower(squares, column, width, height, down);
  }
  return squares.map(Math.sqrt);
}

/** Replaces a line of values by the lower envelope of the parabolas that stand on them. */
function lower(values: Float64Array, start: number, step: number, length: number, mm: number): void {
  const line = Float64Array.from({ length }, (_, n) => values[start + n * step] as number);
  const roots = new Int32Array(length);
  const edges = new Float64Array(length + 1);
  const weight = mm * mm;
  let last = 0;
  edges[0] = -Infinity;
  edges[1] = Infinity;
  for (let q = 1; q < length; q++) {
    let meet = crossing(line, roots[last] as number, q, weight);
    while (last > 0 && meet <= (edges[last] as number)) {
      last--;
      meet = crossing(line, roots[last] as number, q, weight);
    }
    last++;
    roots[last] = q;
    edges[last] = meet;
    edges[last + 1] = Infinity;
  }
  for (let q = 0, k = 0; q < length; q++) {
    while ((edges[k + 1] as number) < q) {
      k++;
    }
    const root = roots[k] as number;
    values[start + q * step] = weight * (q - root) ** 2 + (line[root] as number);
  }
}

function crossing(line: Float64Array, p: number, q: number, weight: number): number {
  return ((line[q] as number) + weight * q * q - (line[p] as number) - weight * p * p) / (2 * weight * (q - p));
}
