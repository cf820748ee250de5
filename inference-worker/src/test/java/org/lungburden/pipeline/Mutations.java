package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to spoil bytes, drawn from a random source that alone decides them. */
final class Mutations {
    private static final long[] INTERESTING = {
        0,
        1,
        -1,
        2,
        3,
        7,
        8,
        9,
        15,
        16,
        17,
        32,
        64,
        127,
        128,
        255,
        256,
        1000,
        4096,
        8191,
        8192,
        8193,
        32767,
        32768,
        65535,
        65536,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xfffffffeL,
        0xffffffffL,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final double[] INTERESTING_NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        1e-30,
        1e30,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        352,
        544,
        1e9
    };
    private static final String[] TEXTS = {
        "",
        "0",
        "-0",
        "1",
        "-1",
        "1e308",
        "-1e308",
        "1e-308",
        "NaN",
        "Infinity",
        "1e400",
        "0.001",
        "99999999",
        "\\",
        "\\\\\\",
        "1\\0\\0\\0\\1\\0",
        "0\\0\\0",
        "1\\1",
        "1e30\\1e30",
        "1e-9\\1e-9",
        "CT",
        "MR",
        "HU",
        "US",
        "LOCALIZER",
        "0x1p3",
        "1d"
    };
    private static final String[] VRS = {"OB", "OW", "SQ", "UN", "UT", "US", "UL", "DS", "CS", "UI", "LO", "FL", "ZZ"};

    /** The tags that decide geometry, pixels and structure, as (group, element). */
    private static final int[][] TAGS = {
        {0x0002, 0x0000}, {0x0002, 0x0010}, {0x0008, 0x0008}, {0x0008, 0x0016}, {0x0008, 0x0060}, {0x0018, 0x0050},
        {0x0020, 0x000d}, {0x0020, 0x000e}, {0x0020, 0x0032}, {0x0020, 0x0037}, {0x0020, 0x9113}, {0x0020, 0x9116},
        {0x0028, 0x0002}, {0x0028, 0x0004}, {0x0028, 0x0008}, {0x0028, 0x0010}, {0x0028, 0x0011}, {0x0028, 0x0030},
        {0x0028, 0x0100}, {0x0028, 0x0101}, {0x0028, 0x0102}, {0x0028, 0x0103}, {0x0028, 0x1052}, {0x0028, 0x1053},
        {0x0028, 0x1054}, {0x0028, 0x9110}, {0x0028, 0x9145}, {0x5200, 0x9229}, {0x5200, 0x9230}, {0x7fe0, 0x0010},
        {0xfffe, 0xe000}, {0xfffe, 0xe00d}, {0xfffe, 0xe0dd}
    };
    /** Offset and width of the numbers in a NIfTI-1 header; a negative width is that of a float. */
    private static final int[][] NIFTI1 = {
        {0, 4}, {40, 2}, {42, 2}, {44, 2}, {46, 2}, {48, 2}, {54, 2}, {70, 2}, {72, 2}, {76, -4}, {80, -4}, {84, -4},
        {88, -4}, {108, -4}, {112, -4}, {116, -4}, {123, 1}, {252, 2}, {254, 2}, {256, -4}, {260, -4}, {268, -4},
        {280, -4}, {284, -4}, {292, -4}, {300, -4}, {320, -4}, {324, -4}, {344, 4}
    };

    private static final int[][] NIFTI2 = {
        {0, 4}, {4, 8}, {12, 2}, {14, 2}, {16, 8}, {24, 8}, {32, 8}, {40, 8}, {48, 8}, {104, -8}, {112, -8}, {128, -8},
        {168, 8}, {176, -8}, {184, -8}, {344, 4}, {348, 4}, {352, -8}, {376, -8}, {400, -8}, {424, -8}, {480, -8},
        {500, 4}
    };

    private final Random random;
    private final StringBuilder told = new StringBuilder();

    Mutations(Random random) {
        this.random = random;
    }

    /** What was done, for whoever looks at a finding. */
    String told() {
        return told.toString();
    }

    void tell(String what) {
        told.append(' ').append(what);
    }

    /** A text that some reader of numbers, codes or UIDs might stumble over. */
    String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    String vr() {
        return VRS[random.nextInt(VRS.length)];
    }

    byte[] anything(byte[] bytes) {
        byte[] spoiled = bytes.clone();
        if (spoiled.length == 0) {
            return spoiled;
        }
        return switch (random.nextInt(7)) {
            case 0 -> flipBits(spoiled);
            case 1 -> overwrite(spoiled);
            case 2 -> cut(spoiled);
            case 3 -> repeat(spoiled);
            case 4 -> swap(spoiled);
            case 5 -> remove(spoiled);
            default -> fill(spoiled);
        };
    }

    private byte[] flipBits(byte[] bytes) {
        int count = 1 + random.nextInt(8);
        told.append(" flip").append(count);
        for (int n = 0; n < count; n++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] overwrite(byte[] bytes) {
        int width = 1 << random.nextInt(4);
        int at = random.nextInt(bytes.length);
        told.append(" overwrite@").append(at);
        put(bytes, at, width, interesting(), random.nextBoolean());
        return bytes;
    }

    private byte[] cut(byte[] bytes) {
        int length = random.nextInt(bytes.length);
        told.append(" cut@").append(length);
        return Arrays.copyOf(bytes, length);
    }

    private byte[] repeat(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(Math.min(1024, bytes.length - from)) + 1;
        told.append(" repeat@").append(from);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, longer, to, bytes.length - from);
        return longer;
    }

    private byte[] swap(byte[] bytes) {
        int length = 1 + random.nextInt(Math.max(1, Math.min(256, bytes.length / 2)));
        int a = random.nextInt(bytes.length - length + 1);
        int b = random.nextInt(bytes.length - length + 1);
        told.append(" swap@").append(a).append(',').append(b);
        byte[] kept = Arrays.copyOfRange(bytes, a, a + length);
        System.arraycopy(bytes, b, bytes, a, length);
        System.arraycopy(kept, 0, bytes, b, length);
        return bytes;
    }

    private byte[] remove(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(Math.min(64, bytes.length - from)) + 1;
        told.append(" remove@").append(from);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, shorter, from, bytes.length - to);
        return shorter;
    }

    private byte[] fill(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(256));
        told.append(" fill@").append(from);
        Arrays.fill(bytes, from, to, (byte) INTERESTING[random.nextInt(INTERESTING.length)]);
        return bytes;
    }

    /** What stands behind the last header of pixel data, headers of the compressed frames included. */
    byte[] pixels(byte[] file) {
        List<Integer> places = find(file, new int[] {0x7fe0, 0x0010}, false);
        if (places.isEmpty()) {
            return anything(file);
        }
        int start = places.get(places.size() - 1) + 12;
        // most of what decides how a frame is read stands at its start
        int end = random.nextBoolean() ? file.length : Math.min(file.length, start + 150);
        told.append(" pixels");
        byte[] spoiled = anything(Arrays.copyOfRange(file, start, end));
        byte[] whole = Arrays.copyOf(file, start + spoiled.length + file.length - end);
        System.arraycopy(spoiled, 0, whole, start, spoiled.length);
        System.arraycopy(file, end, whole, start + spoiled.length, file.length - end);
        return whole;
    }

    /** The value representation, the length or the value of an element, wherever its tag is found. */
    byte[] dicomField(byte[] file) {
        byte[] spoiled = file.clone();
        int[] tag = TAGS[random.nextInt(TAGS.length)];
        boolean bigEndian = isBigEndian(file);
        List<Integer> places = find(file, tag, bigEndian);
        if (places.isEmpty()) {
            return anything(file);
        }
        int at = places.get(random.nextInt(places.size()));
        told.append(String.format(" tag(%04x,%04x)", tag[0], tag[1]));
        switch (random.nextInt(5)) {
            case 0 -> put(spoiled, at + 4, 2, vr());
            case 1 -> put(spoiled, at + 6, 2, interesting(), bigEndian);
            case 2 -> put(spoiled, at + 4 + 4 * random.nextInt(2), 4, interesting(), bigEndian);
            case 3 -> put(spoiled, at + 8, 2, interesting(), bigEndian);
            default -> text(spoiled, at, bigEndian);
        }
        return spoiled;
    }

    private static boolean isBigEndian(byte[] file) {
        return new String(file, 0, Math.min(file.length, 400), ISO_8859_1).contains("1.2.840.10008.1.2.2");
    }

    private static List<Integer> find(byte[] file, int[] tag, boolean bigEndian) {
        byte[] wanted = new byte[4];
        put(wanted, 0, 2, tag[0], bigEndian && tag[0] != 2);
        put(wanted, 2, 2, tag[1], bigEndian && tag[0] != 2);
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + 12 <= file.length; at += 2) {
            if (Arrays.equals(file, at, at + 4, wanted, 0, 4)) {
                places.add(at);
            }
        }
        return places;
    }

    /** A text of the same length, or as much of it as fits. */
    private void text(byte[] file, int at, boolean bigEndian) {
        int length = bigEndian ? file[at + 7] & 0xff : file[at + 6] & 0xff;
        String text = text();
        told.append('=').append(text);
        put(file, at + 8, length, text + " ".repeat(Math.max(0, length - text.length())));
    }

    byte[] niftiField(byte[] file) {
        byte[] spoiled = file.clone();
        if (file.length < 544) {
            return anything(file);
        }
        boolean second = (file[0] & 0xff) == 28 || file[3] == 28;
        boolean bigEndian = file[0] == 0;
        int[][] fields = second ? NIFTI2 : NIFTI1;
        int[] field = fields[random.nextInt(fields.length)];
        told.append(" nifti@").append(field[0]);
        if (field[1] > 0) {
            put(spoiled, field[0], field[1], interesting(), bigEndian);
        } else {
            double value = INTERESTING_NUMBERS[random.nextInt(INTERESTING_NUMBERS.length)];
            boolean wide = field[1] == -8;
            long bits = wide ? Double.doubleToRawLongBits(value) : Float.floatToRawIntBits((float) value);
            put(spoiled, field[0], -field[1], bits, bigEndian);
        }
        return spoiled;
    }

    long interesting() {
        long value = random.nextInt(4) == 0 ? random.nextLong() : INTERESTING[random.nextInt(INTERESTING.length)];
        told.append('=').append(value);
        return value;
    }

    private static void put(byte[] bytes, int at, int width, String text) {
        for (int n = 0; n < Math.min(width, text.length()) && at + n < bytes.length; n++) {
            bytes[at + n] = (byte) text.charAt(n);
        }
    }

    static void put(byte[] bytes, int at, int width, long value, boolean bigEndian) {
        for (int n = 0; n < width && at + n < bytes.length; n++) {
            bytes[at + n] = (byte) (value >> 8 * (bigEndian ? width - 1 - n : n));
        }
    }
}
