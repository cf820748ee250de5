import { checkSent } from "./choice";
import { Elements, PIXEL_DATA, type Element } from "./elements";
import { joined, openDicom, piped, type DicomFile } from "./file";
import { ruleOf } from "./rules";
import type { Syntax } from "./syntax";
import type { Uids } from "./uids";
import { Writer } from "./writer";

export interface Choices {
  keepDates: boolean;
}

/** A file as it may be sent. */
export interface Deidentified {
  bytes: Uint8Array;
  /** The study of the original. */
  study: string;
  /** Tags that went or lost their value; 0 stands for all private ones. */
  removed: Set<number>;
}

const STUDY = 0x0020000d;
const METHOD = "PS3.15 basic profile, attributes by a list of what stays";
const OWN_IMPLEMENTATION = "2.25.213361529843770461233061519107862213551";
const META_VERSION = new Uint8Array([0, 1]);
/** Ages above are rare enough to point at a person. */
const OLDEST = 90;

type Row = [tag: number, parts: Uint8Array[]];

/**
 * A CT image without what names the patient, and with other UIDs. Every value that stays is copied as it is, pixels too.
 *
 * @throws LeftOutError when the image is none that is sent
 * @throws UnreadableError when the file is no DICOM file
 */
export async function deidentify(file: Uint8Array, uids: Uids, choices: Choices): Promise<Deidentified> {
  const dicom = await openDicom(file);
  const elements = new Elements(dicom.bytes, dicom.syntax);
  const all = [...elements.between(dicom.begin, dicom.bytes.length)];
  checkSent(all, elements);
  const work = new Work(dicom.bytes, uids, choices);
  const rows = work.dataset(all, elements, dicom.syntax, 0);
  const writer = new Writer(dicom.syntax);
  rows.push(
    [0x00120062, [writer.text(0x00120062, "CS", "YES")]],
    [0x00120063, [writer.text(0x00120063, "LO", METHOD)]],
    [0x00280303, [writer.text(0x00280303, "CS", choices.keepDates ? "UNMODIFIED" : "REMOVED")]],
  );
  rows.sort(([one], [other]) => one - other);
  const dataset = joined(rows.flatMap(([, parts]) => parts));
  const study = all.find((element) => element.tag === STUDY);
  return {
    bytes: joined([...meta(dicom, all, elements, uids), await written(dataset, dicom)]),
    study: study === undefined ? "" : elements.text(study),
    removed: work.removed,
  };
}

async function written(dataset: Uint8Array, { syntax }: DicomFile): Promise<Uint8Array> {
  return syntax.deflated ? piped(dataset, new CompressionStream("deflate-raw")) : dataset;
}

/** The file meta information anew, since that of the original may name its sender. */
function meta(dicom: DicomFile, all: Element[], elements: Elements, uids: Uids): Uint8Array[] {
  const writer = new Writer({ explicit: true, little: true, deflated: false });
  const text = (tag: number) => {
    const found = all.find((element) => element.tag === tag);
    return found === undefined ? "" : elements.text(found);
  };
  const rows = [
    writer.element(0x00020001, "OB", META_VERSION),
    writer.text(0x00020002, "UI", text(0x00080016)),
    writer.text(0x00020003, "UI", uids.of(text(0x00080018))),
    writer.text(0x00020010, "UI", dicom.syntaxUid),
    writer.text(0x00020012, "UI", OWN_IMPLEMENTATION),
  ];
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, joined(rows).length, true);
  const preamble = new Uint8Array(132);
  preamble.set(new TextEncoder().encode("DICM"), 128);
  return [preamble, writer.element(0x00020000, "UL", length), ...rows];
}

class Work {
  readonly removed = new Set<number>();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly uids: Uids,
    private readonly choices: Choices,
  ) {}

  dataset(all: Iterable<Element>, elements: Elements, syntax: Syntax, depth: number): Row[] {
    const writer = new Writer(syntax);
    const rows: Row[] = [];
    for (const element of all) {
      const parts = this.element(element, elements, writer, depth);
      if (parts !== undefined) {
        rows.push([element.tag, parts]);
      } else if ((element.tag & 0xffff) !== 0) {
        // group lengths go too, but are not worth telling
        this.removed.add((element.tag >>> 16) % 2 === 1 ? 0 : element.tag);
      }
    }
    return rows;
  }

  private element(element: Element, elements: Elements, writer: Writer, depth: number): Uint8Array[] | undefined {
    const { tag } = element;
    switch (ruleOf(tag)) {
      case undefined:
        return undefined;
      case "keep":
        return this.kept(element, depth);
      case "uid":
        return [writer.text(tag, "UI", elements.text(element) === "" ? "" : this.uids.of(elements.text(element)))];
      case "empty":
        return this.emptied(element, elements, writer);
      case "date":
        return this.choices.keepDates ? this.kept(element, depth) : this.emptied(element, elements, writer);
      case "age":
        return [writer.text(tag, "AS", years(elements.text(element)))];
      case "contrast":
        return [writer.text(tag, "LO", elements.text(element) === "" ? "" : "CONTRAST")];
      case "sequence":
        return this.sequence(element, elements, writer, depth);
    }
  }

  /** As it stands, unless items are in it: nobody has looked at what these hold. Fragments of pixels are none. */
  private kept(element: Element, depth: number): Uint8Array[] | undefined {
    const fragments = element.tag === PIXEL_DATA && depth === 0 && element.vr !== "SQ";
    const nested = element.vr === "SQ" || element.open || beginsWithItem(this.bytes, element);
    return nested && !fragments ? undefined : [this.bytes.subarray(element.begin, element.next)];
  }

  private emptied(element: Element, elements: Elements, writer: Writer): Uint8Array[] {
    if (elements.text(element) !== "") {
      this.removed.add(element.tag);
    }
    return [writer.text(element.tag, vrOf(element), "")];
  }

  private sequence(element: Element, elements: Elements, writer: Writer, depth: number): Uint8Array[] {
    const syntax = elements.syntaxWithin(element);
    const inner = new Elements(this.bytes, syntax);
    const own = new Writer(syntax);
    const parts = [writer.openSequence(element.tag, element.vr === "UN" ? "UN" : "SQ")];
    for (const { begin, end } of elements.items(element, depth)) {
      const rows = this.dataset(inner.between(begin, end, depth + 1), inner, syntax, depth + 1);
      parts.push(own.openItem(), ...rows.flatMap(([, row]) => row), own.closeItem());
    }
    return [...parts, own.closeSequence()];
  }
}

/** Implicit files name no VR, and UN hides it, but a sequence is known by its first item (PS3.5, section 7.5), in either byte order. */
function beginsWithItem(bytes: Uint8Array, { value, end }: Element): boolean {
  const first = bytes.subarray(value, Math.min(end, value + 4));
  return [
    [0xfe, 0xff, 0x00, 0xe0],
    [0xff, 0xfe, 0xe0, 0x00],
  ].some((item) => first.length === item.length && item.every((byte, n) => first[n] === byte));
}

/** In implicit files the VR is not written, so any will do. */
function vrOf(element: Element): string {
  return element.vr === "" ? "LO" : element.vr;
}

/** In whole years (PS3.5, section 6.2: nnnD, nnnW, nnnM or nnnY). */
function years(age: string): string {
  const found = /^(\d{3})([DWMY])$/.exec(age);
  if (found === null) {
    return "";
  }
  const perYear = { D: 365.25, W: 52.18, M: 12, Y: 1 }[found[2] as "D" | "W" | "M" | "Y"];
  return `${String(Math.min(Math.floor(Number(found[1]) / perYear), OLDEST)).padStart(3, "0")}Y`;
}
