import { Elements, type Element } from "./elements";
import { EXPLICIT, IMPLICIT, syntaxOf, UnreadableError, type Syntax } from "./syntax";

/** A DICOM file in memory: its dataset, inflated where the file deflates it, and how the dataset is written. */
export interface DicomFile {
  bytes: Uint8Array;
  /** Where the dataset begins. */
  begin: number;
  syntax: Syntax;
  syntaxUid: string;
}

const PREAMBLE = 128;
const SYNTAX = 0x00020010;
const FIRST_GROUPS = [0x0002, 0x0008];

/** Reads the file meta information (PS3.10, section 7.1). Files without preamble or meta are read as archives send them. */
export async function openDicom(bytes: Uint8Array): Promise<DicomFile> {
  const begin = start(bytes);
  if (group(bytes, begin) !== 0x0002) {
    const syntax = hasVr(bytes, begin) ? EXPLICIT : IMPLICIT;
    return { bytes, begin, syntax, syntaxUid: syntax.explicit ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2" };
  }
  const meta = new Elements(bytes, hasVr(bytes, begin) ? EXPLICIT : IMPLICIT);
  let syntaxUid = "1.2.840.10008.1.2";
  let end = begin;
  for (const element of withoutEnd(meta, begin, bytes.length)) {
    if (element.tag >>> 16 !== 0x0002) {
      break;
    }
    if (element.tag === SYNTAX) {
      syntaxUid = meta.text(element);
    }
    end = element.next;
  }
  const syntax = syntaxOf(syntaxUid);
  if (!syntax.deflated) {
    return { bytes, begin: end, syntax, syntaxUid };
  }
  return {
    bytes: await inflated(bytes.subarray(end)),
    begin: 0,
    syntax,
    syntaxUid,
  };
}

/** The first element after the meta group may be written otherwise, and so may fail to be read. */
function* withoutEnd(meta: Elements, begin: number, end: number): Generator<Element> {
  let read = false;
  try {
    for (const element of meta.between(begin, end)) {
      read = true;
      yield element;
    }
  } catch (error) {
    if (!read || !(error instanceof UnreadableError)) {
      throw error;
    }
  }
}

/** A null byte may pad the compressed data to an even length (PS3.5, section A.5); browsers refuse what follows the end. */
async function inflated(bytes: Uint8Array): Promise<Uint8Array> {
  for (const end of [bytes.length, bytes.length - 1]) {
    try {
      return await piped(bytes.subarray(0, end), new DecompressionStream("deflate-raw"));
    } catch {
      // the next end may be the right one
    }
  }
  throw new UnreadableError("cannot be inflated");
}

export async function piped(bytes: Uint8Array, through: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes as BlobPart]).stream().pipeThrough(through)).arrayBuffer());
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function start(bytes: Uint8Array): number {
  if (String.fromCharCode(...bytes.subarray(PREAMBLE, PREAMBLE + 4)) === "DICM") {
    return PREAMBLE + 4;
  }
  if (bytes.length > 16 && FIRST_GROUPS.includes(group(bytes, 0)) && bytes[3] === 0) {
    return 0;
  }
  throw new UnreadableError("not DICOM");
}

function group(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function hasVr(bytes: Uint8Array, at: number): boolean {
  return /^[A-Z]{2}$/.test(String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0));
}
