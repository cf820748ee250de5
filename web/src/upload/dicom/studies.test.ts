import { BlobReader, BlobWriter, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { fixture, text } from "./fixtures/read";
import { ArchiveError, memorySpool, Studies } from "./studies";

const file = (bytes: Uint8Array<ArrayBuffer>, path = "a") => ({ file: new Blob([bytes]), path });
const made = () =>
  new Studies(
    { keepDates: false },
    () => Promise.resolve(memorySpool()),
    () => undefined,
  );

async function zipOf(entries: Record<string, Uint8Array>, password?: string): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new BlobWriter(), password === undefined ? { level: 0 } : { password, zipCrypto: true });
  for (const [name, bytes] of Object.entries(entries)) {
    await writer.add(name, new Uint8ArrayReader(bytes));
  }
  return new Uint8Array(await (await writer.close()).arrayBuffer());
}

async function sent(studies: Studies): Promise<string[]> {
  const { studies: all } = await studies.finish();
  const files: string[] = [];
  for (const { zip } of all) {
    for (const entry of await new ZipReader(new BlobReader(zip)).getEntries()) {
      if (!entry.directory) {
        files.push(entry.filename, text(await entry.getData(new Uint8ArrayWriter())));
      }
    }
  }
  return files;
}

test("a zip in a zip is opened, odd files are named and stay, and no name of a file is sent", async () => {
  const inner = await zipOf({ "Mustermann/1": fixture("explicit"), "Mustermann/DICOMDIR": fixture("directory") });
  const studies = made();
  await studies.add(
    file(
      await zipOf({
        "in.zip": inner,
        "letter.txt": new TextEncoder().encode("Dear Erika"),
        sr: fixture("report"),
        "__MACOSX/x": inner,
      }),
      "z",
    ),
  );
  const files = await sent(studies);
  expect(files.filter((_, n) => n % 2 === 0)).toEqual(["1.dcm"]);
  expect(files.join()).not.toContain("Mustermann");
  const { leftOut } = await studies.finish();
  expect(leftOut).toEqual([
    { path: "z/in.zip/Mustermann/DICOMDIR", reason: "NOT_CT" },
    { path: "z/letter.txt", reason: "UNREADABLE" },
    { path: "z/sr", reason: "NOT_CT" },
  ]);
});

test("of a damaged zip nothing is sent: cut short, or with a spoiled image after good ones", async () => {
  const whole = await zipOf({ "1": fixture("explicit"), "2": fixture("implicit"), "3": fixture("big endian") });
  const spoiled = whole.slice();
  const at = text(spoiled).lastIndexOf("ORIGINAL", spoiled.length - 300);
  spoiled[at] = 0x58;
  for (const damaged of [whole.slice(0, -40), whole.slice(0, whole.length / 2), spoiled]) {
    await expect(made().add(file(damaged))).rejects.toThrow(new ArchiveError("damaged"));
    const outer = await zipOf({ "in.zip": damaged });
    await expect(made().add(file(outer))).rejects.toThrow(new ArchiveError("damaged"));
  }
  await made().add(file(whole));
});

test("an encrypted zip is told as such", async () => {
  const studies = made().add(file(await zipOf({ "1": fixture("explicit") }, "secret")));
  await expect(studies).rejects.toThrow(new ArchiveError("encrypted"));
});
