/**
 * Outlines of a mask along the edges of its pixels, so that an outline is exactly where the label is. Each loop is a list of
 * corners x0, y0, x1, y1, ...; the mask lies at the right hand, holes run the other way round, and pixels that touch at a corner
 * alone are apart. `labels` are those of the pixels, and `inside` says of each label whether the mask has it.
 */
export function contours(width: number, height: number, labels: Uint8Array, inside: Uint8Array): Int32Array[] {
  const edges = directions(width, height, labels, inside);
  const loops: Int32Array[] = [];
  const across = width + 1;
  for (let corner = 0; corner < edges.length; corner++) {
    while (edges[corner] !== 0) {
      loops.push(follow(edges, across, corner));
    }
  }
  return loops;
}

const EAST = 1;
const SOUTH = 2;
const WEST = 4;
const NORTH = 8;

/** For each corner of a pixel the directions in which an edge leaves it. */
function directions(width: number, height: number, labels: Uint8Array, inside: Uint8Array): Uint8Array {
  const across = width + 1;
  const edges = new Uint8Array(across * (height + 1));
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (inside[labels[pixel] as number] === 0) {
        continue;
      }
      const corner = y * across + x;
      if (y === 0 || inside[labels[pixel - width] as number] === 0) add(edges, corner, EAST);
      if (x === width - 1 || inside[labels[pixel + 1] as number] === 0) add(edges, corner + 1, SOUTH);
      if (y === height - 1 || inside[labels[pixel + width] as number] === 0) add(edges, corner + across + 1, WEST);
      if (x === 0 || inside[labels[pixel - 1] as number] === 0) add(edges, corner + across, NORTH);
    }
  }
  return edges;
}

function add(edges: Uint8Array, corner: number, direction: number): void {
  edges[corner] = (edges[corner] as number) | direction;
}

function follow(edges: Uint8Array, across: number, start: number): Int32Array {
  const steps: Record<number, number> = { [EAST]: 1, [SOUTH]: across, [WEST]: -1, [NORTH]: -across };
  const found: number[] = [];
  let corner = start;
  let heading = 0;
  do {
    const here = edges[corner] as number;
    const next = turn(here, heading);
    if (next !== heading) {
      found.push(corner % across, Math.floor(corner / across));
      heading = next;
    }
    edges[corner] = here & ~next;
    corner += steps[next] as number;
  } while (corner !== start || ((edges[corner] as number) & right(heading)) !== 0);
  return Int32Array.from(found);
}

function right(heading: number): number {
  return heading === NORTH ? EAST : heading << 1;
}

/** At a corner where two pixels touch, turning right keeps them apart. */
function turn(here: number, heading: number): number {
  if (heading === 0) {
    return here & -here;
  }
  const left = heading === EAST ? NORTH : heading >> 1;
  return here & right(heading) ? right(heading) : here & heading ? heading : here & left;
}
