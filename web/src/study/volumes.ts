import { useEffect, useState } from "react";
import { readNifti, type Arrival, type NiftiFile } from "../viewer/stream";
import { createViewer, type Viewer } from "../viewer/viewer";
import { labelsOf, scanOf, opening, type LabelFile, type Scan } from "../viewer/volume";
import { call, pathOf, Refusal } from "./result";

/** How far the pictures are: `making` while the service still makes the scan's file. */
export interface Loaded {
  readonly viewer: Viewer | null;
  readonly share: number;
  readonly making: boolean;
  readonly error: string | null;
}

const REDRAW_MS = 200;
const AIR = -1024;

async function file(path: string, signal: AbortSignal, arrival?: Arrival): Promise<NiftiFile> {
  const { body } = await call(path, { signal });
  return readNifti(body as ReadableStream<Uint8Array>, arrival);
}

export async function loadLabels(job: string, revision: number, signal: AbortSignal): Promise<LabelFile> {
  return labelsOf(await file(`${pathOf(job, revision)}/artifacts/labels.nii.gz`, signal));
}

/** Reads the scan, and tells of it as soon as its header is there; what has not arrived yet is air. */
async function loadScan(
  job: string,
  signal: AbortSignal,
  on: (scan: Scan | null, share: number) => void,
): Promise<Scan> {
  const seen: { scan: Scan | null } = { scan: null };
  let last = 0;
  const arrival: Arrival = (arrived, filled) => {
    const { voxels, header } = arrived;
    const plain = voxels instanceof Int16Array && header.littleEndian && header.slope === 1 && header.intercept === 0;
    if (plain && seen.scan === null) {
      voxels.fill(AIR, filled);
      seen.scan = scanOf(arrived);
    }
    if (performance.now() - last > REDRAW_MS) {
      last = performance.now();
      on(seen.scan, filled / voxels.length);
    }
  };
  const whole = await file(`${pathOf(job, 0)}/artifacts/image.nii.gz`, signal, arrival);
  return seen.scan ?? scanOf(whole);
}

/** Asks for the scan's file where the job did not write it, and waits until it is there. */
async function ready(job: string, signal: AbortSignal, making: () => void): Promise<void> {
  const path = `${pathOf(job, 0)}/artifacts/image.nii.gz`;
  const there = async () => (await fetch(path, { method: "HEAD", signal })).ok;
  if (await there()) {
    return;
  }
  making();
  await call(`${pathOf(job, 0)}/image`, { method: "POST", signal });
  while (!(await there())) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    signal.throwIfAborted();
  }
}

const NOTHING: Loaded = { viewer: null, share: 0, making: false, error: null };

/** The pictures of a study: labels and scan load side by side, and the planes show what has arrived. */
export function useVolumes(job: string, revision: number | null): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  useEffect(() => {
    if (revision === null) {
      return undefined;
    }
    const stop = new AbortController();
    void load(job, revision, stop.signal, (part) => {
      if (!stop.signal.aborted) {
        setLoaded((now) => ({ ...now, ...part }));
      }
    });
    return () => {
      stop.abort();
      setLoaded(NOTHING);
    };
  }, [job, revision]);
  return loaded;
}

async function load(
  job: string,
  revision: number,
  signal: AbortSignal,
  tell: (part: Partial<Loaded>) => void,
): Promise<void> {
  let viewer: Viewer | null = null;
  const labels = loadLabels(job, revision, signal);
  labels.catch(() => undefined); // told below, in its turn
  const show = (scan: Scan) => {
    if (viewer === null) {
      const made = (viewer = createViewer(scan));
      tell({ viewer: made, making: false });
      void labels.then(
        (known) => {
          made.showLabels(known);
          made.moveTo(opening(known));
        },
        () => undefined,
      );
    }
    return viewer;
  };
  try {
    await ready(job, signal, () => {
      tell({ making: true });
    });
    const scan = await loadScan(job, signal, (early, share) => {
      tell({ share });
      if (early !== null) {
        show(early).changed();
      }
    });
    show(scan).changed();
    await labels;
    tell({ share: 1 });
  } catch (error) {
    if (!signal.aborted) {
      tell({
        error: error instanceof Error ? error.message : "",
        ...(error instanceof Refusal ? { making: false } : {}),
      });
    }
  }
}
