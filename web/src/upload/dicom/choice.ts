import { PIXEL_DATA, type Element, type Elements } from "./elements";

/** Why a file is not sent. */
export type Reason = "UNREADABLE" | "NO_PIXELS" | "NOT_CT" | "SCOUT" | "SECONDARY_CAPTURE" | "DOSE" | "BURNED_IN";

export class LeftOutError extends Error {
  constructor(readonly reason: Reason) {
    super(reason);
  }
}

const SOP_CLASS = 0x00080016;
const MODALITY = 0x00080060;
const IMAGE_TYPE = 0x00080008;
const BURNED_IN = 0x00280301;
const SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

/**
 * Whether the image is one of the patient's body that shows no text. Scouts, screen shots and dose pages may show names in
 * their pixels, and measure nothing.
 */
export function checkSent(all: Element[], elements: Elements): void {
  const text = (tag: number) => {
    const found = all.find((element) => element.tag === tag);
    return found === undefined ? "" : elements.text(found).toUpperCase();
  };
  const type = text(IMAGE_TYPE);
  const sopClass = text(SOP_CLASS);
  const rows: [boolean, Reason][] = [
    [text(BURNED_IN) === "YES", "BURNED_IN"],
    [/DOSE/.test(type), "DOSE"],
    [/LOCALIZER|SCOUT|TOPOGRAM/.test(type), "SCOUT"],
    [sopClass.startsWith(SECONDARY_CAPTURE) || /SCREEN|SECONDARY\\OTHER\\CAPTURE/.test(type), "SECONDARY_CAPTURE"],
    [text(MODALITY) !== "CT", "NOT_CT"],
    [!all.some(({ tag, vr }) => tag === PIXEL_DATA && vr !== "SQ"), "NO_PIXELS"],
  ];
  const found = rows.find(([applies]) => applies);
  if (found !== undefined) {
    throw new LeftOutError(found[1]);
  }
}
