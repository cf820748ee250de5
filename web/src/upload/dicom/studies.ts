import {
  BlobReader,
  BlobWriter,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
  configure,
  type FileEntry,
} from "@zip.js/zip.js";
import { LeftOutError, type Reason } from "./choice";
import { deidentify, type Choices } from "./deidentify";
import { UnreadableError } from "./syntax";
import { Uids } from "./uids";

export interface Source {
  file: Blob;
  /** As the user knows it; shown, never sent. */
  path: string;
}

export interface LeftOut {
  path: string;
  reason: Reason;
}

/** One study of the user's files: a zip, and how its UIDs are put back. */
export interface PreparedStudy {
  zip: Blob;
  images: number;
  originals: Map<string, string>;
}

export interface Prepared {
  studies: PreparedStudy[];
  leftOut: LeftOut[];
  removed: number[];
}

export interface Counts {
  done: number;
  leftOut: number;
}

/** Where the parts of a zip are kept while it grows. */
export interface Spool {
  stream: WritableStream<Uint8Array>;
  blob(): Promise<Blob>;
}

/** A zip of which not all can be read. Its images would be measured as if they were the whole scan, so none is sent. */
export class ArchiveError extends Error {
  constructor(readonly reason: "damaged" | "encrypted") {
    super(reason);
    this.name = reason;
  }
}

// this runs in a worker, and the browser's own streams compress
configure({ useWebWorkers: false });

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const MOST_NESTED = 1;
/** What systems put into zips by themselves. */
const LITTER = /^__MACOSX\//;

/** De-identifies files one by one into one zip for each study; each may be an image or a zip of images. */
export class Studies {
  private readonly uids = new Uids();
  private readonly zips = new Map<string, { writer: ZipWriter<unknown>; spool: Spool; images: number }>();
  private readonly leftOut: LeftOut[] = [];
  private readonly removed = new Set<number>();
  private done = 0;

  constructor(
    private readonly choices: Choices,
    private readonly spool: () => Promise<Spool>,
    private readonly tell: (counts: Counts) => void,
  ) {}

  async add(source: Source, depth = 0): Promise<void> {
    if (depth <= MOST_NESTED && (await beginsAsZip(source.file))) {
      await this.addZip(source, depth);
      return;
    }
    await this.addImage(new Uint8Array(await source.file.arrayBuffer()), source.path);
  }

  async finish(): Promise<Prepared> {
    const studies: PreparedStudy[] = [];
    for (const { writer, spool, images } of this.zips.values()) {
      await writer.close();
      studies.push({ zip: await spool.blob(), images, originals: this.uids.back() });
    }
    return { studies, leftOut: this.leftOut, removed: [...this.removed].sort((one, other) => one - other) };
  }

  private async addZip(source: Source, depth: number): Promise<void> {
    const reader = new ZipReader(new BlobReader(source.file));
    try {
      for (const entry of await entriesOf(reader)) {
        const path = `${source.path}/${entry.filename}`;
        await this.add({ file: new Blob([await bytesOf(entry)]), path }, depth + 1);
      }
    } finally {
      await reader.close();
    }
  }

  private async addImage(bytes: Uint8Array, path: string): Promise<void> {
    try {
      const { bytes: sent, study, removed } = await deidentify(bytes, this.uids, this.choices);
      removed.forEach((tag) => this.removed.add(tag));
      await this.write(study, sent);
      this.done++;
    } catch (error) {
      if (error instanceof LeftOutError) {
        this.leave(path, error.reason);
      } else if (error instanceof UnreadableError || error instanceof RangeError) {
        this.leave(path, "UNREADABLE");
      } else {
        throw error;
      }
    }
    this.tell({ done: this.done, leftOut: this.leftOut.length });
  }

  private leave(path: string, reason: Reason): void {
    this.leftOut.push({ path, reason });
  }

  private async write(study: string, bytes: Uint8Array): Promise<void> {
    let zip = this.zips.get(study);
    if (zip === undefined) {
      const spool = await this.spool();
      zip = { writer: new ZipWriter(spool.stream, { level: 1 }), spool, images: 0 };
      this.zips.set(study, zip);
    }
    zip.images++;
    // the user's own name may be the patient's; the time of the file, the time of the scan
    await zip.writer.add(`${zip.images}.dcm`, new Uint8ArrayReader(bytes), {
      lastModDate: new Date(1980, 0, 1),
      extendedTimestamp: false,
    });
  }
}

async function beginsAsZip(file: Blob): Promise<boolean> {
  const begin = new Uint8Array(await file.slice(0, ZIP.length).arrayBuffer());
  return ZIP.every((byte, at) => begin[at] === byte);
}

/** For browsers without files of their own. */
export function memorySpool(): Spool {
  const writer = new BlobWriter("application/zip");
  return { stream: writer.writable as WritableStream<Uint8Array>, blob: () => writer.getData() };
}

async function entriesOf(reader: ZipReader<unknown>): Promise<FileEntry[]> {
  const entries = await reader.getEntries().catch(() => {
    throw new ArchiveError("damaged");
  });
  return entries.filter((entry) => !entry.directory).filter(({ filename }) => !LITTER.test(filename));
}

/** Checked against the sum that the zip tells, since spoiled bytes may still inflate. */
async function bytesOf(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.encrypted) {
    throw new ArchiveError("encrypted");
  }
  return entry.getData(new Uint8ArrayWriter(), { checkCrc32: true }).catch(() => {
    throw new ArchiveError("damaged");
  });
}
