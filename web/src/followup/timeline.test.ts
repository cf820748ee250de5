import { expect, test } from "vitest";
import { highest, marks, places, type Scan } from "./timeline";

const scan: Scan = {
  job: "",
  day: "2026-03-01",
  dayOf: "SCAN",
  opacityMl: 68.6,
  burdenPercent: 1.1,
  groundGlassMl: 60,
  highOpacityMl: 8.6,
  lungMl: 6000,
  thicknessMm: 1,
};

test("scans lie on the axis by their days, not by their number", () => {
  const days = ["2026-03-01", "2026-03-02", "2026-03-11"].map((day) => ({ ...scan, day }));
  expect(places(days)).toEqual([0, 0.1, 1]);
  expect(places([scan])).toEqual([0.5]);
  expect(places([scan, scan])).toEqual([0.5, 0.5]);
});

test("the axis begins at zero and has room for each range", () => {
  expect(highest([scan, { ...scan, rangeMl: [45, 98] }])).toBe(98);
  expect(marks(98)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(marks(0)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
  expect(marks(1300)).toEqual([0, 500, 1000, 1500]);
});
