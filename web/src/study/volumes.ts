import { useEffect, useState } from "react";
import { readNifti, type Arrival, type NiftiFile } from "../viewer/stream";
import { createViewer, type Viewer } from "../viewer/viewer";
import { labelsOf, opening, scanOf, type LabelFile, type Scan } from "../viewer/volume";
import { call, callRevision, jobPath } from "./result";

/** How far the pictures are: `making` while the service still makes the scan's file. */
export interface Loaded {
  readonly viewer: Viewer | null;
  readonly labels: LabelFile | null;
  readonly share: number;
  readonly making: boolean;
  readonly error: string | null;
}

const REDRAW_MS = 200;
const ASK_MS = 1000;
const AIR = -1024;

function fileOf({ body }: Response, arrival?: Arrival): Promise<NiftiFile> {
  return readNifti(body as ReadableStream<Uint8Array>, arrival);
}

export async function loadLabels(job: string, revision: number, signal: AbortSignal): Promise<LabelFile> {
  return labelsOf(await fileOf(await callRevision(job, revision, "artifacts/labels.nii.gz", { signal })));
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
  const whole = await fileOf(await call(imagePath(job), { signal }), arrival);
  return seen.scan ?? scanOf(whole);
}

function imagePath(job: string): string {
  return `${jobPath(job)}/artifacts/image.nii.gz`;
}

/** Asks for the scan's file where the job did not write it, and waits until it is there. */
async function ready(job: string, signal: AbortSignal, making: () => void): Promise<void> {
  const path = imagePath(job);
  const there = async () => (await fetch(path, { method: "HEAD", signal })).ok;
  if (await there()) {
    return;
  }
  making();
  await call(`${jobPath(job)}/image`, { method: "POST", signal });
  while (!(await there())) {
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    signal.throwIfAborted();
  }
}

const NOTHING: Loaded = { viewer: null, labels: null, share: 0, making: false, error: null };

/** The pictures of a study: the labels of a revision and the scan load side by side, and the planes show what has arrived. */
export function useVolumes(job: string, revision: number | null): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const { viewer, labels } = loaded;

  useEffect(() => {
    const stop = new AbortController();
    void showScan(job, stop.signal, (part) => {
      setLoaded((now) => (stop.signal.aborted ? now : { ...now, ...part }));
    });
    return () => {
      stop.abort();
      setLoaded(NOTHING);
    };
  }, [job]);

  useEffect(() => {
    if (revision === null) {
      return undefined;
    }
    const stop = new AbortController();
    loadLabels(job, revision, stop.signal).then(
      (found) => {
        setLoaded((now) => (stop.signal.aborted ? now : { ...now, labels: found }));
      },
      (error: unknown) => {
        setLoaded((now) => (stop.signal.aborted ? now : { ...now, error: sentence(error) }));
      },
    );
    return () => {
      stop.abort();
    };
  }, [job, revision]);

  useEffect(() => {
    if (viewer !== null && labels !== null) {
      const first = viewer.labels === null;
      viewer.showLabels(labels);
      if (first) {
        viewer.moveTo(opening(labels));
      }
    }
  }, [viewer, labels]);
  return loaded;
}

async function showScan(job: string, signal: AbortSignal, tell: (part: Partial<Loaded>) => void): Promise<void> {
  let viewer: Viewer | null = null;
  const show = (scan: Scan) => {
    viewer ??= createViewer(scan);
    viewer.arrived();
    return viewer;
  };
  try {
    await ready(job, signal, () => {
      tell({ making: true });
    });
    const scan = await loadScan(job, signal, (early, share) => {
      tell(early === null ? { share } : { share, viewer: show(early), making: false });
    });
    tell({ viewer: show(scan), share: 1, making: false });
  } catch (error) {
    tell({ error: sentence(error), making: false });
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : "";
}
