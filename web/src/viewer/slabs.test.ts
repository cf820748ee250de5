import { expect, it } from "vitest";
import { gzipSync } from "node:zlib";
import { headOf, slabsOf } from "./slabs";

/** A gzip's first member with an extra field of these bytes. */
function member(content: Uint8Array, extra: number[]): Uint8Array<ArrayBuffer> {
  const plain = gzipSync(content);
  const flags = Uint8Array.from(plain.subarray(0, 10));
  flags[3] = 4;
  return Uint8Array.of(...flags, extra.length & 255, extra.length >> 8, ...extra, ...plain.subarray(10));
}

const uint32 = (...values: number[]) => [...new Uint8Array(Uint32Array.from(values).buffer)];
const field = (id: string, content: number[]) => [id.charCodeAt(0), id.charCodeAt(1), content.length, 0, ...content];

/** A header of NIfTI-1 for int16 voxels, little endian; nifti1.h. */
function header(size: number[], type = 4): Uint8Array {
  const bytes = new Uint8Array(352);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, true);
  [3, ...size, 1, 1, 1, 1].forEach((n, at) => {
    view.setInt16(40 + 2 * at, n, true);
  });
  view.setInt16(70, type, true);
  view.setFloat32(108, 352, true);
  view.setFloat32(112, 1, true);
  view.setInt16(254, 1, true);
  [280, 300, 320].forEach((at) => {
    view.setFloat32(at, 1, true);
  });
  bytes.set([0x6e, 0x2b, 0x31], 344);
  return bytes;
}

it("lists where the members begin, beside other extra fields", () => {
  const front = member(header([4, 3, 5]), [...field("AA", [1, 2, 3]), ...field("LB", uint32(48, 300, 20, 70000, 9))]);
  expect(slabsOf(front)).toEqual({ slabBytes: 48, edges: [0, 300, 320, 70320, 70329] });
});

it("finds no list in a plain gzip, in other fields, in one that is cut off, in what is no gzip", () => {
  const whole = member(header([4, 3, 5]), field("LB", uint32(48, 300, 20)));
  expect(slabsOf(gzipSync("any"))).toBeNull();
  expect(slabsOf(member(header([4, 3, 5]), field("BC", [1, 2])))).toBeNull();
  expect(slabsOf(member(header([4, 3, 5]), field("LB", uint32(48))))).toBeNull();
  expect(slabsOf(whole.subarray(0, 25))).toBeNull();
  expect(slabsOf(whole.subarray(0, 5))).toBeNull();
  expect(slabsOf(header([4, 3, 5]))).toBeNull();
});

it("takes a file by slabs when they are as many as its header asks for, of int16", async () => {
  const read = (type: number, members: number[]) => {
    const extra = (first: number) => field("LB", uint32(48, first, ...members));
    const front = member(header([4, 3, 5], type), extra(member(header([4, 3, 5], type), extra(0)).length));
    return headOf(front, slabsOf(front) as NonNullable<ReturnType<typeof slabsOf>>);
  };
  expect((await read(4, [9, 9, 9]))?.voxels).toEqual(new Int16Array(60)); // 120 bytes in slabs of 48
  expect(await read(4, [9, 9])).toBeNull();
  expect(await read(16, [9, 9, 9, 9, 9])).toBeNull();
});
