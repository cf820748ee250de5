const STEPS = [1, 2, 5];

/** Round numbers that hold all values, and zero where they lie around it; some six. */
export function ticks(values: readonly number[]): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const rough = Math.max(high - low, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((each) => each * power >= rough * (1 - 1e-9)) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, n) => (first + n) * step);
}

/** The place of a value between two ends that are given for the first and the last tick. */
export function scale(at: readonly number[], from: number, to: number): (value: number) => number {
  const low = at[0] ?? 0;
  const span = (at.at(-1) ?? 1) - low;
  return (value) => from + ((value - low) / span) * (to - from);
}
