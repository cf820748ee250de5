import { UnreadableError, type Syntax } from "./syntax";

/** A data element where it stands in the file: header from `begin`, value from `value` to `end`, and all up to `next`. */
export interface Element {
  tag: number;
  vr: string;
  begin: number;
  value: number;
  end: number;
  next: number;
  /** Of undefined length: items or fragments, and a delimiter after `end`. */
  open: boolean;
}

export const PIXEL_DATA = 0x7fe00010;
export const ITEM = 0xfffee000;
export const ITEM_END = 0xfffee00d;
export const SEQUENCE_END = 0xfffee0dd;

const UNDEFINED = 0xffffffff;
/** VRs whose length has four bytes (PS3.5, section 7.1.2). */
const LONG = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
const DELIMITER_BYTES = 8;
const MOST_NESTED = 32;

/** Reads elements in place; copies no value. */
export class Elements {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly syntax: Syntax,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The elements from `begin` up to `end`, without what is nested in them. */
  *between(begin: number, end: number, depth = 0): Generator<Element> {
    for (let at = begin; at < end;) {
      const element = this.at(at, end, depth);
      yield element;
      at = element.next;
    }
  }

  /** The bounds of the items of a sequence. */
  *items(sequence: Element, depth = 0): Generator<{ begin: number; end: number }> {
    for (let at = sequence.value; at < sequence.end;) {
      const item = this.item(at, sequence.end, depth, this.syntaxWithin(sequence));
      yield { begin: item.value, end: item.end };
      at = item.next;
    }
  }

  /** A sequence of unknown VR holds implicit little endian (PS3.5, section 6.2.2, note 2). */
  syntaxWithin(sequence: Element): Syntax {
    return sequence.vr === "UN" ? { explicit: false, little: true, deflated: false } : this.syntax;
  }

  text(element: Element): string {
    return String.fromCharCode(...this.bytes.subarray(element.value, Math.min(element.end, element.value + 1024)))
      .replace(/[\0 ]+$/, "")
      .trim();
  }

  private at(begin: number, end: number, depth: number): Element {
    if (depth > MOST_NESTED) {
      throw new UnreadableError("nested too deep");
    }
    this.must(begin + 8, end);
    const { little } = this.syntax;
    const tag = this.tag(begin, little);
    let vr = "";
    let value = begin + 8;
    let length: number;
    if (!this.syntax.explicit) {
      length = this.view.getUint32(begin + 4, little);
    } else {
      vr = String.fromCharCode(this.bytes[begin + 4] ?? 0, this.bytes[begin + 5] ?? 0);
      if (!/^[A-Z]{2}$/.test(vr)) {
        throw new UnreadableError(`no VR at byte ${begin}`);
      }
      if (LONG.has(vr)) {
        this.must(begin + 12, end);
        value = begin + 12;
        length = this.view.getUint32(begin + 8, little);
      } else {
        length = this.view.getUint16(begin + 6, little);
      }
    }
    if (length !== UNDEFINED) {
      this.must(value + length, end);
      return { tag, vr, begin, value, end: value + length, next: value + length, open: false };
    }
    const open: Element = { tag, vr, begin, value, end, next: end, open: true };
    const close = this.closing(open, end, depth + 1);
    return { ...open, end: close, next: close + DELIMITER_BYTES };
  }

  /** Where the delimiter of a value of undefined length stands. */
  private closing(open: Element, end: number, depth: number): number {
    const within = this.syntaxWithin(open);
    for (let at = open.value; ;) {
      this.must(at + DELIMITER_BYTES, end);
      if (this.tag(at, within.little) === SEQUENCE_END) {
        return at;
      }
      at = this.item(at, end, depth, within).next;
    }
  }

  private item(at: number, end: number, depth: number, syntax: Syntax): { value: number; end: number; next: number } {
    this.must(at + 8, end);
    if (this.tag(at, syntax.little) !== ITEM) {
      throw new UnreadableError(`no item at byte ${at}`);
    }
    const length = this.view.getUint32(at + 4, syntax.little);
    const value = at + 8;
    if (length !== UNDEFINED) {
      this.must(value + length, end);
      return { value, end: value + length, next: value + length };
    }
    const inner = syntax === this.syntax ? this : new Elements(this.bytes, syntax);
    for (let next = value; ;) {
      this.must(next + DELIMITER_BYTES, end);
      if (this.tag(next, syntax.little) === ITEM_END) {
        return { value, end: next, next: next + DELIMITER_BYTES };
      }
      next = inner.at(next, end, depth).next;
    }
  }

  private tag(at: number, little: boolean): number {
    return ((this.view.getUint16(at, little) << 16) | this.view.getUint16(at + 2, little)) >>> 0;
  }

  private must(needed: number, end: number): void {
    if (needed > end) {
      throw new UnreadableError(`cut short at byte ${end}`);
    }
  }
}
