/** How a dataset is written (PS3.5, section 10 and annex A). */
export interface Syntax {
  explicit: boolean;
  little: boolean;
  deflated: boolean;
}

export const IMPLICIT: Syntax = { explicit: false, little: true, deflated: false };
export const EXPLICIT: Syntax = { explicit: true, little: true, deflated: false };

/** Every syntax that is not listed holds explicit little endian, compressed pixels or not. */
const OTHERS = new Map<string, Syntax>([
  ["1.2.840.10008.1.2", IMPLICIT],
  ["1.2.840.10008.1.2.2", { explicit: true, little: false, deflated: false }],
  ["1.2.840.10008.1.2.1.99", { explicit: true, little: true, deflated: true }],
]);

export function syntaxOf(uid: string): Syntax {
  return OTHERS.get(uid) ?? EXPLICIT;
}

/** The file is no DICOM file that can be read. */
export class UnreadableError extends Error {}
