import { BlobReader, BlobWriter, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { fixture, text } from "./fixtures/read";
import { deidentify } from "./deidentify";
import { restoreUids } from "./restore";
import { restoreZip } from "./restoreZip";
import { memorySpool } from "./studies";
import { Uids } from "./uids";

async function sent() {
  const uids = new Uids();
  const { bytes } = await deidentify(fixture("explicit"), uids, { keepDates: false });
  return { bytes, originals: uids.back() };
}

test("the original UIDs are back wherever a UID stands, and nothing else changes", async () => {
  const { bytes, originals } = await sent();
  const back = text(await restoreUids(bytes, originals));
  for (const [made, original] of originals) {
    // the meta information names the service's own instance
    expect(back.split(made)).toHaveLength(original === "1.2.3.4.1" ? 2 : 1);
    expect(back).toContain(original);
  }
  expect(await restoreUids(bytes, new Map())).toEqual(bytes);
});

test("in a zip DICOM and text have the original UIDs, and the other files stay byte by byte", async () => {
  const { bytes, originals } = await sent();
  const [made, original] = [...originals].find(([, each]) => each === "1.2.3.4.3") ?? ["", ""];
  const other = new TextEncoder().encode(`not text: ${made}`);
  const writer = new ZipWriter(new BlobWriter(), { level: 0 });
  await writer.add("a/segmentation.dcm", new Uint8ArrayReader(bytes));
  await writer.add("a/result.json", new Uint8ArrayReader(new TextEncoder().encode(`{"uid":"${made}","x":"2.25.7"}`)));
  await writer.add("a/labels.nii.gz", new Uint8ArrayReader(other));
  const zip = await restoreZip(await writer.close(), originals, memorySpool());

  const files = new Map<string, Uint8Array>();
  for (const entry of await new ZipReader(new BlobReader(zip)).getEntries()) {
    if (!entry.directory) {
      files.set(entry.filename, await entry.getData(new Uint8ArrayWriter(), { checkCrc32: true }));
    }
  }
  expect([...files.keys()]).toEqual(["a/segmentation.dcm", "a/result.json", "a/labels.nii.gz"]);
  expect(files.get("a/segmentation.dcm")).toEqual(await restoreUids(bytes, originals));
  expect(text(files.get("a/result.json") as Uint8Array)).toBe(`{"uid":"${original}","x":"2.25.7"}`);
  expect(files.get("a/labels.nii.gz")).toEqual(other);
});

test("a zip that came damaged is not handed on", async () => {
  const writer = new ZipWriter(new BlobWriter(), { level: 0 });
  await writer.add("a.csv", new Uint8ArrayReader(new TextEncoder().encode("n,uid")));
  const zip = await writer.close();
  await expect(restoreZip(zip.slice(0, zip.size - 10), new Map(), memorySpool())).rejects.toThrow();
});
