import { triple, type Grid, type Triple } from "../viewer/grid";

/**
 * Calls for each voxel whose center lies within a radius of the way from one position to another; positions may lie between voxels.
 * `flat` keeps to the plane of that axis. The voxel under the hand always counts, however small the radius.
 */
export function along(
  grid: Grid,
  from: Triple,
  to: Triple,
  radiusMm: number,
  flat: 0 | 1 | 2 | null,
  each: (index: number) => void,
): void {
  const { size, spacing, stride } = grid;
  const reach = triple((n) => (n === flat ? 0 : Math.ceil(radiusMm / spacing[n])));
  const low = triple((n) => Math.max(0, Math.floor(Math.min(from[n], to[n]) - reach[n])));
  const high = triple((n) => Math.min(size[n] - 1, Math.ceil(Math.max(from[n], to[n]) + reach[n])));
  const way = triple((n) => (n === flat ? 0 : (to[n] - from[n]) * spacing[n]));
  const square = way[0] ** 2 + way[1] ** 2 + way[2] ** 2;
  const limit = radiusMm ** 2;
  const under = triple((n) => Math.round(to[n]));
  const [zFrom, zTo] = flat === 2 ? [under[2], under[2]] : [low[2], high[2]];
  const [yFrom, yTo] = flat === 1 ? [under[1], under[1]] : [low[1], high[1]];
  const [xFrom, xTo] = flat === 0 ? [under[0], under[0]] : [low[0], high[0]];
  if (!grid.contains(triple((n) => (n === flat ? under[n] : low[n])))) {
    return;
  }
  for (let z = zFrom; z <= zTo; z++) {
    const dz = flat === 2 ? 0 : (z - from[2]) * spacing[2];
    for (let y = yFrom; y <= yTo; y++) {
      const dy = flat === 1 ? 0 : (y - from[1]) * spacing[1];
      for (let x = xFrom, index = grid.index(xFrom, y, z); x <= xTo; x++, index += stride[0]) {
        const dx = flat === 0 ? 0 : (x - from[0]) * spacing[0];
        const share = square === 0 ? 0 : Math.min(1, Math.max(0, (dx * way[0] + dy * way[1] + dz * way[2]) / square));
        const [ex, ey, ez] = [dx - share * way[0], dy - share * way[1], dz - share * way[2]];
        if (ex * ex + ey * ey + ez * ez <= limit) {
          each(index);
        }
      }
    }
  }
  if (grid.contains(under)) {
    each(grid.index(...under));
  }
}

/** Calls for each voxel that is connected to a first one through faces, as long as `inside` holds. */
export function connected(
  grid: Grid,
  first: Triple,
  inside: (index: number) => boolean,
  each: (index: number) => void,
): void {
  const start = grid.index(...first);
  if (!grid.contains(first) || !inside(start)) {
    return;
  }
  const seen = new Uint32Array((grid.size[0] * grid.size[1] * grid.size[2] + 31) >> 5);
  const mark = (index: number) => {
    const [word, bit] = [index >> 5, 1 << (index & 31)];
    const fresh = ((seen[word] as number) & bit) === 0;
    seen[word] = (seen[word] as number) | bit;
    return fresh;
  };
  mark(start);
  const open = [start];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const position = grid.position(index);
    for (const n of [0, 1, 2] as const) {
      for (const step of [-1, 1]) {
        const next = index + step * grid.stride[n];
        const there = position[n] + step;
        if (there >= 0 && there < grid.size[n] && inside(next) && mark(next)) {
          open.push(next);
        }
      }
    }
    each(index);
  }
}
