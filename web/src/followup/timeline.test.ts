import { expect, test } from "vitest";
import { highest, judged, marks, places, type Scan } from "./timeline";

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
  createdAt: "2026-03-01T10:00:00Z",
  contrastEnhanced: "NO",
  model: "phantom",
  notes: [],
  result: "",
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

test("only scans that the service put beside each other have a verdict", () => {
  const beside = (sentence: string) => ({
    verdict: "CHANGED",
    reasons: [],
    unknown: [],
    differenceMl: 1,
    lungDifferencePercent: 0,
    sentence,
  });
  const scans = [
    scan,
    ...["b", "c", "d"].map((job) => ({ ...scan, job, toPrevious: beside("p"), toFirst: beside("f") })),
  ];
  expect(judged(scans, 1, 2)?.sentence).toBe("p");
  expect(judged(scans, 0, 3)?.sentence).toBe("f");
  expect(judged(scans, 1, 3)).toBeUndefined();
});
