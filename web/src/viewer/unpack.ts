/** A worker that fetches parts of a file, each a gzip of its own, and unpacks them. */

/** Bytes `from` to before `to` of a file, as long as it still has this version. */
export interface Wanted {
  readonly path: string;
  readonly version: string;
  readonly slab: number;
  readonly from: number;
  readonly to: number;
}

export type Unpacked = { readonly slab: number; readonly bytes: ArrayBuffer } | { readonly why: string };

onmessage = ({ data }: MessageEvent<Wanted>) => {
  void unpacked(data).then(
    (bytes) => {
      postMessage({ slab: data.slab, bytes } satisfies Unpacked, { transfer: [bytes] });
    },
    (error: unknown) => {
      postMessage({ why: error instanceof Error ? error.message : "" } satisfies Unpacked);
    },
  );
};

async function unpacked({ path, version, from, to }: Wanted): Promise<ArrayBuffer> {
  const response = await fetch(path, { headers: { Range: `bytes=${from}-${to - 1}`, "If-Range": version } });
  if (response.status !== 206 || response.body === null) {
    throw new Error(`${response.status} ${response.statusText}`); // such as a file that was replaced
  }
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
