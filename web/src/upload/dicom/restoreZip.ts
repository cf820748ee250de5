import {
  BlobReader,
  BlobWriter,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
  configure,
} from "@zip.js/zip.js";
import { namesUids, restoreFile } from "./restore";
import type { Spool } from "./studies";

// this runs in a worker, and the browser's own streams compress
configure({ useWebWorkers: false });

/** A zip of the service's files with the original UIDs in them; one file is in memory at a time. */
export async function restoreZip(zip: Blob, originals: ReadonlyMap<string, string>, spool: Spool): Promise<Blob> {
  const reader = new ZipReader(new BlobReader(zip), { checkCrc32: true });
  const writer = new ZipWriter(spool.stream, { level: 1 });
  for (const entry of await reader.getEntries()) {
    const { filename, lastModDate } = entry;
    if (entry.directory) {
      await writer.add(filename, undefined, { directory: true, lastModDate });
    } else if (namesUids(filename)) {
      const file = await entry.getData(new Uint8ArrayWriter());
      await writer.add(filename, new Uint8ArrayReader(await restoreFile(filename, file, originals)), { lastModDate });
    } else {
      // gzip and pictures are small already
      await writer.add(filename, new BlobReader(await entry.getData(new BlobWriter())), { level: 0, lastModDate });
    }
  }
  await writer.close();
  return spool.blob();
}
