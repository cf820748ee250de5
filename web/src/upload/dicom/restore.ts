import { Elements, type Element } from "./elements";
import { joined, openDicom } from "./file";
import type { Syntax } from "./syntax";
import { Writer } from "./writer";

const UID_VR = "UI";

/**
 * Puts the original UIDs back into a DICOM file that the service made of a de-identified upload, so that it stands beside
 * the scan in an archive. Such files are explicit, so each UID is known by its VR.
 */
export async function restoreUids(file: Uint8Array, originals: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const dicom = await openDicom(file);
  // the group of the meta information also names the instance, which is the service's own
  const head = dicom.bytes.subarray(0, dicom.begin);
  const elements = new Elements(dicom.bytes, dicom.syntax);
  return joined([head, ...dataset(dicom.bytes, dicom.begin, dicom.bytes.length, elements, dicom.syntax, originals, 0)]);
}

/** The service's own files, and which of them name UIDs: DICOM, and the result and tables as text. */
const DICOM = /\.dcm$/;
const TEXT = /\.(json|csv)$/;
const REPLACEMENT = /2\.25\.\d+/g;

export function namesUids(file: string): boolean {
  return DICOM.test(file) || TEXT.test(file);
}

/** Puts the original UIDs back into a file of the service, which goes by its name. */
export async function restoreFile(
  name: string,
  file: Uint8Array,
  originals: ReadonlyMap<string, string>,
): Promise<Uint8Array> {
  if (DICOM.test(name)) {
    return restoreUids(file, originals);
  }
  const text = new TextDecoder().decode(file);
  return new TextEncoder().encode(text.replace(REPLACEMENT, (uid) => originals.get(uid) ?? uid));
}

function* dataset(
  bytes: Uint8Array,
  begin: number,
  end: number,
  elements: Elements,
  syntax: Syntax,
  originals: ReadonlyMap<string, string>,
  depth: number,
): Generator<Uint8Array> {
  const writer = new Writer(syntax);
  for (const element of elements.between(begin, end, depth)) {
    if (element.vr === "SQ") {
      yield writer.openSequence(element.tag, "SQ");
      for (const item of elements.items(element, depth)) {
        yield writer.openItem();
        yield* dataset(bytes, item.begin, item.end, elements, syntax, originals, depth + 1);
        yield writer.closeItem();
      }
      yield writer.closeSequence();
    } else {
      yield restored(element, bytes, elements, writer, originals);
    }
  }
}

function restored(
  element: Element,
  bytes: Uint8Array,
  elements: Elements,
  writer: Writer,
  originals: ReadonlyMap<string, string>,
): Uint8Array {
  const original = element.vr === UID_VR ? originals.get(elements.text(element)) : undefined;
  return original === undefined
    ? bytes.subarray(element.begin, element.next)
    : writer.text(element.tag, UID_VR, original);
}
