import { expect, it, vi } from "vitest";
import { gzipSync } from "node:zlib";
import { fetchSlabs, headOf, slabsOf } from "./slabs";
import { allocated } from "./stream";
import { parseHeader } from "./header";
import type { Unpacked, Wanted } from "./unpack";

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

/** Workers that answer when the test says so. */
class Hand {
  static all: Hand[] = [];
  static readonly asked: { hand: Hand; wanted: Wanted }[] = [];
  onmessage: (event: { data: Unpacked }) => void = () => undefined;
  ended = false;

  constructor() {
    Hand.all.push(this);
  }

  postMessage(wanted: Wanted): void {
    Hand.asked.push({ hand: this, wanted });
  }

  terminate(): void {
    this.ended = true;
  }
}

/** Seven slabs of a slice each, of 4 x 3 voxels. */
function fetching(looksAt: () => number | null) {
  vi.stubGlobal("Worker", Hand);
  Hand.all = [];
  Hand.asked.length = 0;
  const front = header([4, 3, 7]);
  const file = allocated(front, parseHeader(front));
  const slabs = { slabBytes: 24, edges: [0, 100, 110, 120, 130, 140, 150, 160, 170] };
  const shares: number[] = [];
  const stop = new AbortController();
  const done = fetchSlabs(slabs, file, {
    path: "/image",
    version: '"1"',
    signal: stop.signal,
    looksAt,
    begun: () => undefined,
    arrived: (_from, _to, share) => shares.push(share),
  });
  return { file, done, shares, stop };
}

it("slabs come from where the reader looks, whatever the order of the answers", async () => {
  let seen: number | null = null;
  const { file, done, shares } = fetching(() => seen);
  const answer = (n: number, voxels = 12) => {
    const { hand, wanted } = Hand.asked[n] as (typeof Hand.asked)[number];
    hand.onmessage({ data: { slab: wanted.slab, bytes: new Int16Array(voxels).fill(wanted.slab + 1).buffer } });
  };
  const slabs = () => Hand.asked.map(({ wanted }) => wanted.slab);
  expect(slabs()).toEqual([3, 2]); // the middle, before there is anything to see
  seen = 6 * 12 + 5;
  answer(1);
  answer(0);
  expect(slabs()).toEqual([3, 2, 6, 5]);
  seen = 0;
  answer(2);
  expect(slabs()).toEqual([3, 2, 6, 5, 0]);
  [3, 4, 5, 6].forEach((n) => {
    answer(n);
  });
  await done;
  expect(file.voxels).toEqual(Int16Array.from({ length: 84 }, (_, n) => Math.floor(n / 12) + 1));
  expect(shares.at(-1)).toBe(1);
  expect(Hand.asked.find(({ wanted }) => wanted.slab === 2)?.wanted).toMatchObject({ from: 120, to: 130 });
  expect(Hand.all.every(({ ended }) => ended)).toBe(true);
});

it("a slab that is too short, a worker that fails, and a reader who leaves end it", async () => {
  for (const [end, message] of [
    [
      ({ hand }: { hand: Hand }) => {
        hand.onmessage({ data: { slab: 3, bytes: new ArrayBuffer(22) } });
      },
      "cut short",
    ],
    [
      ({ hand }: { hand: Hand }) => {
        hand.onmessage({ data: { why: "200 OK" } });
      },
      "200 OK",
    ],
    [
      (_: unknown, stop: AbortController) => {
        stop.abort(new Error("left"));
      },
      "left",
    ],
  ] as const) {
    const { done, stop } = fetching(() => null);
    end(Hand.asked[0] as (typeof Hand.asked)[number], stop);
    await expect(done).rejects.toThrow(message);
    expect(Hand.all.every(({ ended }) => ended)).toBe(true);
  }
});
