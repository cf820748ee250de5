package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Spoils the structure of a DICOM file and leaves its lengths right: elements go, come twice, trade places, get other
 * values, or hold sequences nested in each other. Changes of random bytes hardly ever get so far.
 */
final class DicomStructure {
    private static final int[] DEPTHS = {1, 2, 31, 32, 33, 34, 500, 5000};
    private static final int[] COUNTS = {0, 1, 3, 1000, 20_000};
    private static final int[] SEQUENCES = {
        0x00081140, 0x00091001, 0x00189314, 0x00209113, 0x00283000, 0x00289110, 0x52009229, 0x52009230
    };
    private static final long[] LENGTHS = {0, 1, 2, 0x7fffffffL, 0x80000000L, 0xfffffffeL, DicomElements.UNDEFINED};

    private final Random random;
    private final Mutations mutations;

    DicomStructure(Random random, Mutations mutations) {
        this.random = random;
        this.mutations = mutations;
    }

    /** @param file a sound one; in big endian, other bytes of it change */
    byte[] spoil(byte[] file) {
        Optional<DicomElements> read = DicomElements.of(file);
        if (read.isEmpty()) {
            return mutations.anything(file);
        }
        DicomElements sound = read.get();
        List<byte[]> elements = new ArrayList<>(sound.elements());
        byte[] pixels = sound.pixels();
        if (random.nextInt(8) == 0) {
            pixels = fragments(pixels, sound.explicit());
        } else {
            change(elements, sound.explicit());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(sound.meta());
        elements.forEach(out::writeBytes);
        out.writeBytes(pixels);
        return out.toByteArray();
    }

    private void change(List<byte[]> elements, boolean explicit) {
        int at = random.nextInt(elements.size());
        int kind = random.nextInt(7);
        mutations.tell("structure" + kind + "@" + at);
        switch (kind) {
            case 0 -> elements.remove(at);
            case 1 -> elements.add(random.nextInt(elements.size()), elements.get(at));
            case 2 -> Collections.swap(elements, at, random.nextInt(elements.size()));
            case 3 -> elements.set(at, withValue(elements.get(at), number(), explicit));
            case 4 -> elements.set(at, withValue(elements.get(at), even(mutations.text()), explicit));
            case 5 -> elements.addAll(at, Collections.nCopies(COUNTS[random.nextInt(4)], elements.get(at)));
            default -> elements.add(at, nested(explicit));
        }
    }

    private byte[] number() {
        byte[] value = new byte[2 << random.nextInt(3)];
        Mutations.put(value, 0, value.length, mutations.interesting(), false);
        return value;
    }

    private static byte[] even(String text) {
        return (text.length() % 2 == 0 ? text : text + " ").getBytes(ISO_8859_1);
    }

    private static byte[] withValue(byte[] element, byte[] value, boolean explicit) {
        int header = DicomElements.headerBytes(element, explicit);
        byte[] whole = Arrays.copyOf(element, header + value.length);
        System.arraycopy(value, 0, whole, header, value.length);
        boolean wide = header == 12 || !explicit;
        Mutations.put(whole, wide ? header - 4 : 6, wide ? 4 : 2, value.length, false);
        return whole;
    }

    /** Sequences within sequences, of undefined length, of the right one, or of a wrong one. */
    private byte[] nested(boolean explicit) {
        int tag = SEQUENCES[random.nextInt(SEQUENCES.length)];
        int depth = DEPTHS[random.nextInt(DEPTHS.length)];
        int count = depth > 3 ? 1 : COUNTS[random.nextInt(COUNTS.length)];
        boolean undefined = random.nextBoolean();
        boolean wrong = random.nextInt(4) == 0;
        boolean unended = random.nextInt(8) == 0;
        mutations.tell("depth" + depth + "x" + count);
        // from the inside to the outside would copy the inner ones again and again
        ByteArrayOutputStream heads = new ByteArrayOutputStream();
        ByteArrayOutputStream ends = new ByteArrayOutputStream();
        int innermost = 8 * count;
        int sequenceHeader = explicit ? 12 : 8;
        int eachLevel = sequenceHeader + 8 + (undefined ? 16 : 0);
        for (int level = 0; level < depth; level++) {
            long length = innermost + (long) (depth - 1 - level) * eachLevel;
            long told = wrong ? LENGTHS[random.nextInt(LENGTHS.length)] : length;
            heads.writeBytes(head(tag, explicit ? "SQ" : "", undefined ? DicomElements.UNDEFINED : told + 8));
            heads.writeBytes(head(DicomElements.ITEM, "", undefined ? DicomElements.UNDEFINED : told));
            if (undefined && !unended) {
                ends.writeBytes(head(DicomElements.ITEM_END, "", 0));
                ends.writeBytes(head(DicomElements.SEQUENCE_END, "", 0));
            }
        }
        byte[] item = head(0x00081150, explicit ? "UI" : "", 0);
        for (int n = 0; n < count; n++) {
            heads.writeBytes(item);
        }
        heads.writeBytes(ends.toByteArray());
        return heads.toByteArray();
    }

    /** Pixel data in fragments, whatever they were before. */
    private byte[] fragments(byte[] pixels, boolean explicit) {
        int count = COUNTS[random.nextInt(COUNTS.length)];
        int length = count > 100 ? 0 : 2 * random.nextInt(200);
        mutations.tell("fragments" + count + "x" + length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(0x7fe00010, explicit ? "OB" : "", DicomElements.UNDEFINED));
        int table = random.nextInt(3) * 4;
        out.writeBytes(head(DicomElements.ITEM, "", table));
        out.writeBytes(new byte[table]);
        for (int n = 0; n < count; n++) {
            out.writeBytes(head(DicomElements.ITEM, "", length));
            out.write(pixels, 12, Math.min(length, pixels.length - 12));
        }
        out.writeBytes(head(DicomElements.SEQUENCE_END, "", 0));
        return out.toByteArray();
    }

    /** @param vr empty in implicit VR and for items */
    private static byte[] head(int tag, String vr, long length) {
        boolean wide = !vr.isEmpty() && !vr.equals("UI");
        byte[] head = new byte[wide ? 12 : 8];
        Mutations.put(head, 0, 2, tag >>> 16, false);
        Mutations.put(head, 2, 2, tag, false);
        if (vr.isEmpty()) {
            Mutations.put(head, 4, 4, length, false);
        } else {
            head[4] = (byte) vr.charAt(0);
            head[5] = (byte) vr.charAt(1);
            Mutations.put(head, wide ? 8 : 6, wide ? 4 : 2, length, false);
        }
        return head;
    }
}
