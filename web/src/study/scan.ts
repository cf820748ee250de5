import { fetchSlabs, headOf, slabsOf } from "../viewer/slabs";
import { readNifti, type Arrival } from "../viewer/stream";
import { scanOf, type Scan } from "../viewer/volume";
import { call, jobPath } from "./result";

const REDRAW_MS = 200;
const ASK_MS = 1000;
const LONG_MS = 60_000;
const AIR = -1024;
/** Holds the first member of a file that can be read from its middle, whose list of members has at most 64 kB. */
const FRONT_BYTES = 96 * 1024;

export interface ScanLoading {
  readonly signal: AbortSignal;
  /** The voxel that the reader looks at; null before there is anything to see. */
  readonly looksAt: () => number | null;
  /** The scan as soon as its header is there, and how much of it has arrived. */
  readonly arrived: (scan: Scan | null, share: number) => void;
}

function imagePath(job: string): string {
  return `${jobPath(job)}/artifacts/image.nii.gz`;
}

/** Reads the scan; what has not arrived yet is air. Slabs arrive from where the reader looks, other files from their beginning. */
export async function loadScan(job: string, loading: ScanLoading): Promise<Scan> {
  const path = imagePath(job);
  const { signal } = loading;
  const front = await call(path, { signal, headers: { Range: `bytes=0-${FRONT_BYTES - 1}` } });
  if (front.status !== 206) {
    return loadStream(front, loading);
  }
  const bytes = new Uint8Array(await front.arrayBuffer());
  const version = front.headers.get("ETag");
  const slabs = version === null ? null : slabsOf(bytes);
  const file = slabs === null ? null : await headOf(bytes, slabs);
  if (slabs === null || file === null || version === null) {
    return loadStream(await call(path, { signal }), loading);
  }
  const scan = scanOf(file);
  let last = 0;
  await fetchSlabs(slabs, file, {
    ...loading,
    path,
    version,
    begun: () => {
      scan.hu.fill(AIR);
      loading.arrived(scan, 0);
    },
    arrived: (from, to, share) => {
      const seen = loading.looksAt();
      if ((seen !== null && from <= seen && seen < to) || performance.now() - last > REDRAW_MS) {
        last = performance.now();
        loading.arrived(scan, share);
      }
    },
  });
  return scan;
}

async function loadStream({ body }: Response, { arrived }: ScanLoading): Promise<Scan> {
  const seen: { scan: Scan | null } = { scan: null };
  let last = 0;
  const arrival: Arrival = (file, filled) => {
    const { voxels, header } = file;
    const plain = voxels instanceof Int16Array && header.littleEndian && header.slope === 1 && header.intercept === 0;
    if (plain && seen.scan === null) {
      voxels.fill(AIR, filled);
      seen.scan = scanOf(file);
    }
    if (performance.now() - last > REDRAW_MS) {
      last = performance.now();
      arrived(seen.scan, filled / voxels.length);
    }
  };
  const whole = await readNifti(body as ReadableStream<Uint8Array>, arrival);
  return seen.scan ?? scanOf(whole);
}

/**
 * Asks for the scan's file where the job did not write it, and waits until it is there. The service does not tell of this work how
 * far it is or that it failed, so that after a while `making` says that it takes long; asking again does no harm.
 */
export async function ready(job: string, signal: AbortSignal, making: (long: boolean) => void): Promise<void> {
  const path = imagePath(job);
  const there = async () => (await fetch(path, { method: "HEAD", signal })).ok;
  if (await there()) {
    return;
  }
  const began = performance.now();
  making(false);
  await call(`${jobPath(job)}/image`, { method: "POST", signal });
  while (!(await there())) {
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    signal.throwIfAborted();
    making(performance.now() - began > LONG_MS);
  }
}
