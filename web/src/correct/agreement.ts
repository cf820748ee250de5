/** How two sets of labels agree: Dice coefficient and voxels of each label. */
export interface Agreement {
  readonly label: number;
  readonly dice: number;
  readonly voxels: readonly [number, number];
}

/** Labels 1 to 3, and opacity (2 and 3 together) as label 0. Labels that neither has are left out. */
export function agreement(first: Uint8Array, second: Uint8Array): Agreement[] {
  const pairs = new Float64Array(16);
  for (let n = 0; n < first.length; n++) {
    const pair = (first[n] as number) * 4 + (second[n] as number);
    pairs[pair] = (pairs[pair] as number) + 1;
  }
  const sum = (inFirst: (label: number) => boolean, inSecond: (label: number) => boolean) =>
    pairs.reduce((all, count, pair) => all + (inFirst(pair >> 2) && inSecond(pair & 3) ? count : 0), 0);
  const sets: [number, (label: number) => boolean][] = [
    [0, (label) => label > 1],
    [2, (label) => label === 2],
    [3, (label) => label === 3],
    [1, (label) => label > 0], // the lung with its lesions
  ];
  return sets
    .map(([label, within]) => {
      const voxels = [sum(within, () => true), sum(() => true, within)] as const;
      return { label, voxels, dice: (2 * sum(within, within)) / (voxels[0] + voxels[1]) };
    })
    .filter(({ voxels }) => voxels[0] + voxels[1] > 0);
}
