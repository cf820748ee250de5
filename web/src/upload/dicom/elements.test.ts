import { expect, test } from "vitest";
import { Elements, PIXEL_DATA } from "./elements";
import { openDicom } from "./file";
import { fixture, READ } from "./fixtures/read";
import { UnreadableError } from "./syntax";

async function walked(file: Uint8Array) {
  const dicom = await openDicom(file);
  const elements = new Elements(dicom.bytes, dicom.syntax);
  return { elements, all: [...elements.between(dicom.begin, dicom.bytes.length)] };
}

test.each(READ)(
  "$name: the walker finds the elements and items that pydicom finds",
  async ({ name, elements: expected }) => {
    const { elements, all } = await walked(fixture(name));
    expect(all.map(({ tag }) => tag)).toEqual(expected.map(([tag]) => tag));
    for (const [n, [, items]] of expected.entries()) {
      const element = all[n];
      if (items !== null && element !== undefined) {
        expect([...elements.items(element)]).toHaveLength(items);
      }
    }
  },
);

test("fragments of compressed pixels end at their delimiter", async () => {
  const { all } = await walked(fixture("compressed"));
  expect(all.at(-1)).toMatchObject({ tag: PIXEL_DATA, open: true });
});

test("a file that is cut anywhere is refused, and never read beyond its end", async () => {
  const whole = fixture("items, explicit, open");
  const { all } = await walked(whole);
  const ends = new Set([...all.map(({ next }) => next), whole.length]);
  for (let length = 200; length < whole.length; length++) {
    if (!ends.has(length) && length > (all[0]?.begin ?? 0)) {
      await expect(walked(whole.slice(0, length))).rejects.toThrow(UnreadableError);
    }
  }
});

test("sequences that nest without end are refused", async () => {
  const open = (bytes: number[]) => new Uint8Array(bytes.flatMap((byte) => byte));
  const sequence = [
    0x08, 0, 0x40, 0x11, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0, 0xe0, 0xff, 0xff, 0xff, 0xff,
  ];
  const deep = open(Array.from({ length: 5000 }, () => sequence).flat());
  await expect(
    walked(new Uint8Array([...new Uint8Array(128), ...new TextEncoder().encode("DICM"), ...deep])),
  ).rejects.toThrow(UnreadableError);
});
