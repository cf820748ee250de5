/** A display window as radiologists name it. */
export interface GrayWindow {
  readonly width: number;
  readonly level: number;
}

export const PRESETS = {
  mediastinum: { width: 400, level: 40 },
  lung: { width: 1500, level: -600 },
  bone: { width: 2500, level: 480 },
} as const satisfies Record<string, GrayWindow>;

/** The brightness 0 to 255 of a value, linear as in DICOM PS3.3 C.11.2.1.3.2 (LINEAR_EXACT). */
export function brightness(hu: number, { width, level }: GrayWindow): number {
  return Math.min(255, Math.max(0, Math.round(((hu - level) / width + 0.5) * 255)));
}

/** The color of each int16 value, as a pixel of ImageData (little endian: alpha, blue, green, red). */
export function grayTable(window: GrayWindow, table = new Uint32Array(65536)): Uint32Array {
  for (let n = 0; n < 65536; n++) {
    table[n] = 0xff000000 | (brightness(n - 32768, window) * 0x010101);
  }
  return table;
}
