import { describe, expect, it } from "vitest";
import rows from "./fixtures/nifti.json";
import { Grid, type Triple } from "./grid";
import { VolumeError } from "./header";
import { readNifti, type NiftiFile } from "./stream";
import { scanOf } from "./volume";
import { zippedLabels } from "./write";

function bytesOf(row: { file: string }): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(row.file, "base64"));
}

/** A stream that hands out few bytes at a time. */
function dripping(bytes: Uint8Array<ArrayBuffer>, step = 7): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: (sink) => {
      if (at >= bytes.length) {
        sink.close();
      } else {
        sink.enqueue(bytes.slice(at, at + step));
        at += step;
      }
    },
  });
}

const read = (row: { file: string }): Promise<NiftiFile> => readNifti(dripping(bytesOf(row)));

describe("volumes written by nibabel", () => {
  it.each(rows)("$name lies in the patient as nibabel says", async (row) => {
    const { grid, hu } = scanOf(await read(row));
    expect(grid.size).toEqual(row.size);
    expect(grid.voxelMl).toBeCloseTo(row.voxelMl, 6);
    const voxels: number[] = [];
    for (let z = 0; z < grid.size[2]; z++) {
      for (let y = 0; y < grid.size[1]; y++) {
        for (let x = 0; x < grid.size[0]; x++) {
          voxels.push(hu[grid.index(x, y, z)] as number);
          expect(grid.position(grid.index(x, y, z))).toEqual([x, y, z]);
        }
      }
    }
    expect(voxels).toEqual(row.voxels);
    const corner = grid.size.map((n) => n - 1) as unknown as Triple;
    near(grid.toMm([0, 0, 0]), row.originMm);
    near(grid.toMm(corner), row.cornerMm);
    expect(grid.fromMm(row.cornerMm as unknown as Triple)).toEqual(corner);
  });

  function near(found: Triple, expected: number[]): void {
    expected.forEach((mm, n) => {
      expect(found[n]).toBeCloseTo(mm, 3);
    });
  }

  it("have all 48 orders", () => {
    expect(new Set(rows.slice(0, 48).map(({ voxels, size }) => JSON.stringify([voxels, size]))).size).toBe(48);
  });
});

describe("a broken file", () => {
  const good = rows[0] as (typeof rows)[0];

  it("that is cut short is refused", async () => {
    const bytes = bytesOf(good);
    await expect(readNifti(dripping(bytes.slice(0, bytes.length - 20)))).rejects.toThrow(VolumeError);
    await expect(readNifti(dripping(new Uint8Array(0)))).rejects.toThrow("cut short");
  });

  it("that claims a huge volume is refused before memory is taken", async () => {
    const bytes = await plain();
    new DataView(bytes.buffer).setInt16(42, 32767, true);
    new DataView(bytes.buffer).setInt16(44, 32767, true);
    await expect(readNifti(dripping(bytes))).rejects.toThrow("size that can be shown");
  });

  it("with more than its header says is refused", async () => {
    const bytes = await plain();
    const more = new Uint8Array(bytes.length + 1);
    more.set(bytes);
    await expect(readNifti(dripping(more))).rejects.toThrow("longer");
  });

  it("without a place in the patient is refused", async () => {
    const bytes = await plain();
    bytes.fill(0, 252, 328);
    await expect(readNifti(dripping(bytes))).rejects.toThrow("how its voxels lie");
  });

  async function plain(): Promise<Uint8Array<ArrayBuffer>> {
    const unzipped = new Blob([bytesOf(good)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(unzipped).arrayBuffer());
  }
});

it("arrives piece by piece", async () => {
  const fills: number[] = [];
  await readNifti(dripping(bytesOf(rows[0] as (typeof rows)[0])), (_, filled) => fills.push(filled));
  expect(fills.at(-1)).toBe(60);
  expect(fills).toEqual(fills.toSorted((a, b) => a - b));
});

it("labels are written with the bytes they came with, in the file's order", async () => {
  const row = rows.find(({ name }) => name === "type <u1") as (typeof rows)[0];
  const file = await read(row);
  const labels = (file.voxels as Uint8Array).slice();
  labels[new Grid(file.header).index(2, 1, 3)] = 3;
  const blob = await zippedLabels(file.head, labels);
  const again = await readNifti(blob.stream());
  expect([...again.head]).toEqual([...file.head]);
  const changed = [...labels.keys()].filter((n) => again.voxels[n] !== file.voxels[n]);
  // the file runs to the right and to the front: position 2, 1, 3 is column 2, row 1, slice 3
  expect(changed).toEqual([2 + 3 * (1 + 4 * 3)]);
});
