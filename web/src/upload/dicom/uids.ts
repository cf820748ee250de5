/** Replaces UIDs, the same one always by the same (PS3.15, annex E; UIDs from random numbers: PS3.5, section B.2). */
export class Uids {
  private readonly made = new Map<string, string>();

  of(original: string): string {
    let replacement = this.made.get(original);
    if (replacement === undefined) {
      replacement = fresh();
      this.made.set(original, replacement);
    }
    return replacement;
  }

  /** From replacements to originals, to put them back. */
  back(): Map<string, string> {
    return new Map([...this.made].map(([original, replacement]) => [replacement, original]));
  }
}

function fresh(): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `2.25.${random.reduce((number, byte) => number * 256n + BigInt(byte), 0n)}`;
}
