import { expect, it } from "vitest";
import { along } from "../correct/shapes";
import { Grid } from "../viewer/grid";
import { surface, type Mesh } from "./mesh";

const grid = new Grid({
  size: [60, 60, 40],
  affine: [
    [-1, 0, 0, 0],
    [0, -1, 0, 0],
    [0, 0, 1.5, 0],
  ],
});

function ball(radius: number): Mesh {
  const labels = new Uint8Array(60 * 60 * 40);
  along(grid, [30, 30, 20], [30, 30, 20], radius, null, (index) => (labels[index] = 2));
  return surface(grid, labels, (label) => label === 2, 1.5);
}

/** Volume inside closed triangles (the divergence theorem); positive when they face outward. */
function volume({ corners, triangles }: Mesh): number {
  const at = (n: number) =>
    [0, 1, 2].map((axis) => corners[(triangles[n] as number) * 6 + axis] as number) as [number, number, number];
  let six = 0;
  for (let n = 0; n < triangles.length; n += 3) {
    const [a, b, c] = [at(n), at(n + 1), at(n + 2)];
    six += a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return six / 6;
}

it("encloses the volume of a ball, and faces outward", () => {
  const exact = (4 / 3) * Math.PI * 20 ** 3;
  expect(Math.abs(volume(ball(20)) - exact) / exact).toBeLessThan(0.05);
});

it("is closed: each edge belongs to two triangles, once in each direction", () => {
  const { triangles } = ball(12);
  const edges = new Set<string>();
  for (let n = 0; n < triangles.length; n += 3) {
    for (let k = 0; k < 3; k++) {
      edges.add(`${triangles[n + k] ?? 0}>${triangles[n + ((k + 1) % 3)] ?? 0}`);
    }
  }
  expect(edges.size).toBe(triangles.length);
  expect([...edges].every((edge) => edges.has(edge.split(">").reverse().join(">")))).toBe(true);
});

it("is empty without the label, and whole at the border of the scan", () => {
  expect(surface(grid, new Uint8Array(60 * 60 * 40), (label) => label > 0).triangles).toHaveLength(0);
  const full = surface(grid, new Uint8Array(60 * 60 * 40).fill(1), (label) => label > 0, 1);
  expect(Math.abs(volume(full) / (60 * 60 * 60) - 1)).toBeLessThan(0.05);
});
