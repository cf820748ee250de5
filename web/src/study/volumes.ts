import { useEffect, useState } from "react";
import { readNifti } from "../viewer/stream";
import { createViewer, type Viewer } from "../viewer/viewer";
import { labelsOf, opening, type LabelFile, type Scan } from "../viewer/volume";
import { callRevision } from "./result";
import { loadScan, ready } from "./scan";

/** How far the pictures are: `making` while the service still makes the scan's file, `long` when that takes long. */
export interface Loaded {
  readonly viewer: Viewer | null;
  readonly labels: LabelFile | null;
  readonly share: number;
  readonly making: boolean;
  readonly long: boolean;
  readonly error: string | null;
}

export async function loadLabels(job: string, revision: number, signal: AbortSignal): Promise<LabelFile> {
  const { body } = await callRevision(job, revision, "artifacts/labels.nii.gz", { signal });
  return labelsOf(await readNifti(body as ReadableStream<Uint8Array>));
}

const NOTHING: Loaded = { viewer: null, labels: null, share: 0, making: false, long: false, error: null };

/** The pictures of a study: the labels of a revision and the scan load side by side, and the planes show what has arrived. */
export function useVolumes(job: string, revision: number | null): Loaded & { readonly again: () => void } {
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const [attempt, setAttempt] = useState(0);
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
  }, [job, attempt]);

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
  }, [job, revision, attempt]);

  useEffect(() => {
    if (viewer !== null && labels !== null) {
      const first = viewer.labels === null;
      viewer.showLabels(labels);
      if (first) {
        viewer.moveTo(opening(labels));
      }
    }
  }, [viewer, labels]);
  return {
    ...loaded,
    again: () => {
      setAttempt(attempt + 1);
    },
  };
}

async function showScan(job: string, signal: AbortSignal, tell: (part: Partial<Loaded>) => void): Promise<void> {
  let viewer: Viewer | null = null;
  const show = (scan: Scan) => {
    viewer ??= createViewer(scan);
    viewer.arrived();
    return viewer;
  };
  try {
    await ready(job, signal, (long) => {
      tell({ making: true, long });
    });
    const scan = await loadScan(job, {
      signal,
      looksAt: () => viewer?.grid.index(...viewer.state.get().position) ?? null,
      arrived: (early, share) => {
        tell(early === null ? { share } : { share, viewer: show(early), making: false, long: false });
      },
    });
    tell({ viewer: show(scan), share: 1, making: false, long: false });
  } catch (error) {
    tell({ error: sentence(error), making: false, long: false });
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : "";
}
