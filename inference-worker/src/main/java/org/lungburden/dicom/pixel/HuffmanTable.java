package org.lungburden.dicom.pixel;

import java.util.Arrays;
import org.lungburden.dicom.file.DicomFormatException;

/** A Huffman code of JPEG (ITU-T T.81 annex C), as a table of all 16-bit beginnings. */
final class HuffmanTable {
    private static final int LONGEST = 16;

    /** Length of the code word in the upper, its value in the lower 8 bits; 0 where no code word begins. */
    private final short[] words;

    private HuffmanTable(short[] words) {
        this.words = words;
    }

    /** Reads the lengths and values of a table from a DHT segment (B.2.4.2). */
    static HuffmanTable read(JpegSegments segments) throws DicomFormatException {
        int[] ofLength = new int[LONGEST + 1];
        for (int length = 1; length <= LONGEST; length++) {
            ofLength[length] = segments.u8();
        }
        short[] words = new short[1 << LONGEST];
        int next = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int span = 1 << (LONGEST - length);
            for (int n = 0; n < ofLength[length]; n++) {
                int value = segments.u8();
                if (next + span > words.length) {
                    throw JpegSegments.damaged();
                }
                Arrays.fill(words, next, next + span, (short) (length << 8 | value));
                next += span;
            }
        }
        return new HuffmanTable(words);
    }

    /** @return the length of the code word that these 16 bits begin with, times 256, plus its value; 0 when none does */
    int word(int sixteenBits) {
        return words[sixteenBits];
    }

    /** The value of the next code word. */
    int next(JpegBits bits) throws DicomFormatException {
        int word = words[bits.peek16()];
        if (word == 0) {
            throw JpegSegments.damaged();
        }
        bits.bits(word >> 8);
        return word & 0xff;
    }
}
