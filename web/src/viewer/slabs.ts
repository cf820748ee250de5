import { parseHeader, VolumeError } from "./header";
import { allocated, type NiftiFile } from "./stream";
import type { Unpacked, Wanted } from "./unpack";

/**
 * Where the members of a gzip lie that can be read from its middle. The service writes the list into an extra field "LB" of the
 * first member (RFC 1952 2.3.1.1): the bytes that a slab unpacks to, then how many bytes each member takes in the file.
 */
export interface Slabs {
  readonly slabBytes: number;
  /** Where each member begins and the last ends; the first holds what comes before the voxels. */
  readonly edges: readonly number[];
}

const EXTRA = 4;
const WORKERS = 2;

export function slabsOf(front: Uint8Array): Slabs | null {
  const view = new DataView(front.buffer, front.byteOffset, front.byteLength);
  if (front.length < 12 || view.getUint16(0) !== 0x1f8b || (view.getUint8(3) & EXTRA) === 0) {
    return null;
  }
  const end = 12 + view.getUint16(10, true);
  for (let at = 12; at + 4 <= end && end <= front.length;) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at) === 0x4c42 && length >= 12 && at + 4 + length <= end) {
      const edges = [0];
      for (let n = at + 8; n + 4 <= at + 4 + length; n += 4) {
        edges.push((edges.at(-1) as number) + view.getUint32(n, true));
      }
      return { slabBytes: view.getUint32(at + 4, true), edges };
    }
    at += 4 + length;
  }
  return null;
}

/** The file with room for its voxels; null when this page takes it as one stream after all. */
export async function headOf(front: Uint8Array<ArrayBuffer>, { edges, slabBytes }: Slabs): Promise<NiftiFile | null> {
  const member = new Blob([front.subarray(0, edges[1])]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(member).arrayBuffer());
  const header = parseHeader(bytes);
  const voxels = header.size[0] * header.size[1] * header.size[2];
  const plain = header.datatype === 4 && header.littleEndian && header.slope === 1 && header.intercept === 0;
  const slabs = Math.ceil((2 * voxels) / slabBytes);
  return plain && header.offset === bytes.length && slabs === edges.length - 2 ? allocated(bytes, header) : null;
}

export interface Fetching {
  readonly path: string;
  /** The file's entity tag. */
  readonly version: string;
  readonly signal: AbortSignal;
  /** The voxel that the reader looks at; null before there is anything to see. */
  readonly looksAt: () => number | null;
  /** Called while the first slabs are on their way. */
  readonly begun: () => void;
  /** Called when the voxels from one index to before another are in place, with the share of all that is there. */
  readonly arrived: (from: number, to: number, share: number) => void;
}

/** Fetches the slabs, always next the one that is nearest to where the reader looks, and unpacks them beside the page's own thread. */
export async function fetchSlabs(
  { edges, slabBytes }: Slabs,
  { voxels }: NiftiFile,
  { path, version, signal, looksAt, begun, arrived }: Fetching,
): Promise<void> {
  const target = new Uint8Array(voxels.buffer as ArrayBuffer);
  const open = new Set(Array.from({ length: edges.length - 2 }, (_, slab) => slab));
  const all = open.size;
  let there = 0;
  const workers = Array.from(
    { length: Math.min(all, WORKERS) },
    () => new Worker(new URL("./unpack.ts", import.meta.url), { type: "module" }),
  );
  try {
    await new Promise<void>((done, failed) => {
      signal.addEventListener("abort", () => {
        failed(signal.reason as Error);
      });
      const ask = (worker: Worker) => {
        const slab = nearest(open, ((looksAt() ?? voxels.length / 2) * 2) / slabBytes - 0.5);
        if (slab !== null) {
          open.delete(slab);
          const [from, to] = [edges[slab + 1] as number, edges[slab + 2] as number];
          worker.postMessage({ path, version, slab, from, to } satisfies Wanted);
        }
      };
      for (const worker of workers) {
        worker.onerror = () => {
          failed(new Error("worker"));
        };
        worker.onmessage = ({ data }: MessageEvent<Unpacked>) => {
          if ("why" in data) {
            failed(new VolumeError(`The file could not be read (${data.why}).`));
            return;
          }
          ask(worker);
          const from = data.slab * slabBytes;
          if (data.bytes.byteLength !== Math.min(slabBytes, target.length - from)) {
            failed(new VolumeError("The file is cut short or damaged."));
            return;
          }
          target.set(new Uint8Array(data.bytes), from);
          there++;
          arrived(from / 2, (from + data.bytes.byteLength) / 2, there / all);
          if (there === all) {
            done();
          }
        };
        ask(worker);
      }
      begun();
    });
  } finally {
    workers.forEach((worker) => {
      worker.terminate();
    });
  }
}

function nearest(open: ReadonlySet<number>, to: number): number | null {
  let best: number | null = null;
  for (const slab of open) {
    if (best === null || Math.abs(slab - to) < Math.abs(best - to)) {
      best = slab;
    }
  }
  return best;
}
