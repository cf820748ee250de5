/** A scan beside an earlier one, as the service judges it. */
export interface Comparison {
  verdict: string;
  reasons: string[];
  differenceMl: number;
  lungDifferencePercent: number;
}

export interface Scan {
  job: string;
  reference?: string;
  day: string;
  dayOf: string;
  opacityMl: number;
  rangeMl?: number[];
  burdenPercent: number;
  groundGlassMl: number;
  highOpacityMl: number;
  lungMl: number;
  lungMassG?: number;
  thicknessMm: number;
  kernel?: string;
  toPrevious?: Comparison;
  toFirst?: Comparison;
}

export interface Timeline {
  subject: string;
  complete: boolean;
  scans: Scan[];
}

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
