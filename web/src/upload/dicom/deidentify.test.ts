import { expect, test } from "vitest";
import { LeftOutError } from "./choice";
import { deidentify } from "./deidentify";
import { Elements } from "./elements";
import { openDicom } from "./file";
import { fixture, READ, text } from "./fixtures/read";
import { Uids } from "./uids";

const choices = { keepDates: false };

async function tags(file: Uint8Array): Promise<number[]> {
  const dicom = await openDicom(file);
  return [...new Elements(dicom.bytes, dicom.syntax).between(dicom.begin, dicom.bytes.length)].map(({ tag }) => tag);
}

test.each(["explicit", "implicit", "big endian", "deflated", "compressed"])(
  "%s: the name goes at any depth, pixels and thickness stay",
  async (name) => {
    const file = fixture(name);
    const { bytes, removed, study } = await deidentify(file, new Uids(), choices);
    const [before, after] = [await openDicom(file), await openDicom(bytes)];
    expect(text(before.bytes)).toContain("Mustermann");
    expect(text(after.bytes)).not.toContain("Mustermann");
    expect(text(after.bytes)).not.toContain("20261129");
    expect(study).toBe("1.2.3.4.2");
    expect(removed).toContain(0x00100010);
    const found = await tags(bytes);
    expect(found).toContain(0x00180050);
    expect(found.at(-1)).toBe(0x7fe00010);
    const pixels = before.bytes.subarray(before.bytes.length - 8);
    expect(after.bytes.subarray(after.bytes.length - 8)).toEqual(pixels);
  },
);

test.each(READ.filter(({ name }) => /^items(,| for a day)/.test(name)).map(({ name }) => name))(
  "%s: items where a plain value belongs are not sent, whatever they hold",
  async (name) => {
    for (const keepDates of [false, true]) {
      const { bytes, removed } = await deidentify(fixture(name), new Uids(), { keepDates });
      expect(text(bytes)).not.toContain("Mustermann");
      const tag = name === "items for a day" ? 0x00080020 : 0x00180022;
      expect(removed).toContain(tag);
    }
  },
);

test.each([
  ["items for pixels", "NO_PIXELS"],
  ["report", "NOT_CT"],
  ["pdf", "NOT_CT"],
  ["pdf that says CT", "NO_PIXELS"],
  ["directory", "NOT_CT"],
])("%s is not sent: %s", async (name, reason) => {
  const refused = deidentify(fixture(name), new Uids(), choices);
  await expect(refused).rejects.toThrow(LeftOutError);
  await expect(refused).rejects.toMatchObject({ reason });
});

test("one UID always becomes the same, and goes back", async () => {
  const uids = new Uids();
  const one = await deidentify(fixture("explicit"), uids, choices);
  const other = await deidentify(fixture("implicit"), uids, choices);
  const back = uids.back();
  expect([...back.values()].sort()).toEqual(["1.2.3.4.1", "1.2.3.4.2", "1.2.3.4.3", "1.2.3.4.4"]);
  for (const made of back.keys()) {
    expect([text(one.bytes).includes(made), text(other.bytes).includes(made)]).toEqual([true, true]);
  }
});
