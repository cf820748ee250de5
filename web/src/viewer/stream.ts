import { headerBytes, parseHeader, VolumeError, type Header } from "./header";

type Voxels =
  Uint8Array | Int8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** A NIfTI file in memory, its voxels in the file's own order. `head` holds the bytes in front of the voxels. */
export interface NiftiFile {
  readonly head: Uint8Array<ArrayBuffer>;
  readonly header: Header;
  readonly voxels: Voxels;
}

/** Called when the header is known and after each piece; `filled` of the voxels have arrived. */
export type Arrival = (file: NiftiFile, filled: number) => void;

const TYPES: Record<number, new (buffer: ArrayBuffer) => Voxels> = {
  2: Uint8Array,
  4: Int16Array,
  8: Int32Array,
  16: Float32Array,
  64: Float64Array,
  256: Int8Array,
  512: Uint16Array,
  768: Uint32Array,
};

/** Reads a stream of NIfTI, gzipped or not, into one array, which is allocated once. */
export async function readNifti(
  body: ReadableStream<Uint8Array>,
  arrival: Arrival = () => undefined,
): Promise<NiftiFile> {
  const reader = (await inflated(body)).getReader();
  try {
    return await collect(reader, arrival);
  } catch (error) {
    if (error instanceof TypeError) {
      throw new VolumeError("The file is cut short or damaged."); // what a DecompressionStream says
    }
    throw error;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function collect(reader: ReadableStreamDefaultReader<Uint8Array>, arrival: Arrival): Promise<NiftiFile> {
  let front = new Uint8Array(0);
  let file: NiftiFile | undefined;
  let target = new Uint8Array(0);
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    let piece = value;
    if (file === undefined) {
      front = joined(front, piece);
      const header = front.length >= headerBytes(front) ? parseHeader(front) : undefined;
      if (header === undefined || front.length < header.offset) {
        continue;
      }
      file = allocated(front, header);
      target = new Uint8Array(file.voxels.buffer as ArrayBuffer);
      piece = front.subarray(header.offset);
    }
    if (filled + piece.length > target.length) {
      throw new VolumeError("The file is longer than its header says.");
    }
    target.set(piece, filled);
    filled += piece.length;
    arrival(file, Math.floor(filled / file.voxels.BYTES_PER_ELEMENT));
  }
  if (file === undefined || filled < target.length) {
    throw new VolumeError("The file is cut short.");
  }
  if (!file.header.littleEndian) {
    swap(target, file.voxels.BYTES_PER_ELEMENT);
  }
  return file;
}

/** The file that begins with these bytes, with room for its voxels. */
export function allocated(front: Uint8Array, header: Header): NiftiFile {
  const type = TYPES[header.datatype];
  if (type === undefined) {
    throw new VolumeError(`The voxels have a type that cannot be shown (${header.datatype}).`);
  }
  const [columns, rows, slices] = header.size;
  const size = new type(new ArrayBuffer(0)).BYTES_PER_ELEMENT;
  return {
    head: new Uint8Array(front.slice(0, header.offset)),
    header,
    voxels: new type(new ArrayBuffer(columns * rows * slices * size)),
  };
}

function swap(bytes: Uint8Array, size: number): void {
  if (size > 1) {
    for (let start = 0; start < bytes.length; start += size) {
      bytes.subarray(start, start + size).reverse();
    }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** The first bytes decide, since a server or proxy may have inflated the file already. */
async function inflated(body: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const reader = body.getReader();
  let first = new Uint8Array(0);
  let ended = false;
  while (first.length < 2 && !ended) {
    const { done, value } = await reader.read();
    ended = done;
    first = value === undefined ? first : joined(first, value);
  }
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (sink) => {
      sink.enqueue(first);
    },
    pull: async (sink) => {
      const { done, value } = await reader.read();
      if (done) {
        sink.close();
      } else {
        sink.enqueue(value as Uint8Array<ArrayBuffer>);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const zipped = first[0] === 0x1f && first[1] === 0x8b;
  return zipped ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
}
