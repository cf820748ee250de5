import { restoreZip } from "./restoreZip";
import { fileSpool } from "./spool";

export interface RestoreTask {
  href: string;
  originals: ReadonlyMap<string, string>;
}

export type Restored = { zip: Blob } | { failed: string };

const tell = (restored: Restored) => {
  (globalThis as unknown as DedicatedWorkerGlobalScope).postMessage(restored);
};

addEventListener("message", ({ data }: MessageEvent<RestoreTask>) => {
  restore(data).then(
    (zip) => {
      tell({ zip });
    },
    (error: unknown) => {
      tell({ failed: error instanceof Error ? error.message : "" });
    },
  );
});

/** The browser keeps a large blob on its disk while it arrives. */
async function restore({ href, originals }: RestoreTask): Promise<Blob> {
  const response = await fetch(href);
  if (!response.ok) {
    const told = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new Error(told.detail ?? `HTTP ${response.status}`);
  }
  return restoreZip(await response.blob(), originals, await fileSpool());
}
