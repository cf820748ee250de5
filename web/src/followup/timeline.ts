import type { components } from "../api/schema";

/** A scan beside an earlier one, as the service judges it. */
export type Comparison = components["schemas"]["ScanComparison"];
export type Scan = components["schemas"]["TimelineScan"];

const DAY_MS = 86_400_000;
const STEPS = [1, 2, 5];

/** Where the scans lie between first and last day, from 0 to 1; a single day lies in the middle. */
export function places(scans: Scan[]): number[] {
  const days = scans.map(({ day }) => Date.parse(day) / DAY_MS);
  const first = Math.min(...days);
  const span = Math.max(...days) - first;
  return days.map((day) => (span === 0 ? 0.5 : (day - first) / span));
}

/** Marks of an axis from zero to at least the highest value: round numbers, at most some six. */
export function marks(highest: number): number[] {
  const rough = Math.max(highest, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((each) => each * power >= rough) ?? 10);
  return Array.from({ length: Math.ceil(Math.max(highest, 1) / step) + 1 }, (_, n) => n * step);
}

export function highest(scans: Scan[]): number {
  return Math.max(...scans.flatMap(({ opacityMl, rangeMl = [] }) => [opacityMl, ...rangeMl]));
}

/** What the service says of two scans; it judges each beside the one before and beside the first. */
export function judged(scans: readonly Scan[], earlier: number, later: number): Comparison | undefined {
  return earlier === later - 1 ? scans[later]?.toPrevious : earlier === 0 ? scans[later]?.toFirst : undefined;
}

/** The day of a scan and the reader's own name of it. */
export function dayOf(scan: Scan, language: string): string {
  const day = new Date(scan.day).toLocaleDateString(language);
  return scan.reference === undefined ? day : `${day} · ${scan.reference}`;
}
