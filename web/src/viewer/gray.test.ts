import { expect, it } from "vitest";
import { brightness, grayTable, PRESETS } from "./gray";

it("a window maps its lower edge to black and its upper edge to white", () => {
  // W 1500 L -600 runs from -1350 to 150 HU
  expect([-2000, -1350, -600, 150, 3000].map((hu) => brightness(hu, PRESETS.lung))).toEqual([0, 0, 128, 255, 255]);
});

it("the table holds an opaque gray for each value", () => {
  const table = grayTable(PRESETS.mediastinum);
  expect(table[-160 + 32768]).toBe(0xff000000);
  expect(table[240 + 32768]).toBe(0xffffffff);
  expect(table[40 + 32768]).toBe(0xff808080);
});
