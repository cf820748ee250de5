/** The label file with other voxels: the original bytes in front of them, the original order, gzipped. */
export async function zippedLabels(head: Uint8Array<ArrayBuffer>, labels: Uint8Array): Promise<Blob> {
  const parts = new Blob([head, labels as Uint8Array<ArrayBuffer>]);
  const zipped = parts.stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(zipped, { headers: { "Content-Type": "application/gzip" } }).blob();
}
