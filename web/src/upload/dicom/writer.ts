import { ITEM, ITEM_END, SEQUENCE_END } from "./elements";
import type { Syntax } from "./syntax";

const UNDEFINED = 0xffffffff;
const LONG = new Set(["SQ", "OB", "UN", "UT"]);

/** Makes the bytes of elements that are new or changed. */
export class Writer {
  constructor(private readonly syntax: Syntax) {}

  /** An element with a text, padded to an even length as its VR wants. */
  text(tag: number, vr: string, text: string): Uint8Array {
    const pad = text.length % 2 === 0 ? "" : vr === "UI" ? "\0" : " ";
    return this.element(tag, vr, new TextEncoder().encode(text + pad));
  }

  element(tag: number, vr: string, value: Uint8Array): Uint8Array {
    const header = this.header(tag, vr, value.length);
    const all = new Uint8Array(header.length + value.length);
    all.set(header);
    all.set(value, header.length);
    return all;
  }

  /** The begin of a sequence (VR SQ, or UN as it came) whose end a delimiter marks. */
  openSequence(tag: number, vr: string): Uint8Array {
    return this.header(tag, vr, UNDEFINED);
  }

  openItem(): Uint8Array {
    return this.mark(ITEM, UNDEFINED);
  }

  closeItem(): Uint8Array {
    return this.mark(ITEM_END, 0);
  }

  closeSequence(): Uint8Array {
    return this.mark(SEQUENCE_END, 0);
  }

  private header(tag: number, vr: string, length: number): Uint8Array {
    if (!this.syntax.explicit) {
      return this.mark(tag, length);
    }
    const long = LONG.has(vr);
    const bytes = new Uint8Array(long ? 12 : 8);
    const view = this.tagged(bytes, tag);
    bytes[4] = vr.charCodeAt(0);
    bytes[5] = vr.charCodeAt(1);
    if (long) {
      view.setUint32(8, length, this.syntax.little);
    } else {
      view.setUint16(6, length, this.syntax.little);
    }
    return bytes;
  }

  private mark(tag: number, length: number): Uint8Array {
    const bytes = new Uint8Array(8);
    this.tagged(bytes, tag).setUint32(4, length, this.syntax.little);
    return bytes;
  }

  private tagged(bytes: Uint8Array, tag: number): DataView {
    const view = new DataView(bytes.buffer);
    view.setUint16(0, tag >>> 16, this.syntax.little);
    view.setUint16(2, tag & 0xffff, this.syntax.little);
    return view;
  }
}
