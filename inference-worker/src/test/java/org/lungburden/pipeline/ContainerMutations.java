package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Spoils single fields of zip, tar and gzip, so that the checks behind the first one are met too. */
final class ContainerMutations {
    private static final int[] ZIP_SIGNATURES = {0x04034b50, 0x02014b50, 0x06054b50, 0x08074b50};
    private static final int LEAST_RECORD = 22;

    private static final int BLOCK = 512;
    private static final int SUM = 148;
    private static final int TYPE = 156;
    private static final String TYPES = "\0" + "01234567gxLKSVMDNA";
    /** Offset and width of name, mode, size, time, sum, link, magic, device and prefix (POSIX.1-2017, pax, ustar). */
    private static final int[][] TAR_FIELDS = {
        {0, 100}, {100, 8}, {124, 12}, {136, 12}, {148, 8}, {157, 100}, {257, 8}, {329, 8}, {345, 155}
    };

    private final Random random;
    private final Mutations mutations;

    ContainerMutations(Random random, Mutations mutations) {
        this.random = random;
        this.mutations = mutations;
    }

    /** Fields of a zip's records (APPNOTE.TXT 4.3): a signature is found, then one of its numbers replaced. */
    byte[] zipField(byte[] zip) {
        byte[] wanted = new byte[4];
        Mutations.put(wanted, 0, 4, ZIP_SIGNATURES[random.nextInt(ZIP_SIGNATURES.length)], false);
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + LEAST_RECORD <= zip.length; at++) {
            if (Arrays.equals(zip, at, at + 4, wanted, 0, 4)) {
                places.add(at);
            }
        }
        if (places.isEmpty()) {
            return mutations.anything(zip);
        }
        byte[] spoiled = zip.clone();
        int at = places.get(random.nextInt(places.size())) + 4 + 2 * random.nextInt(21);
        mutations.tell("zip@" + at);
        Mutations.put(spoiled, at, 2 + 2 * random.nextInt(2), mutations.interesting(), false);
        return spoiled;
    }

    /** A field of one header; most times with the right sum behind it. */
    byte[] tarField(byte[] tar) {
        List<Integer> headers = new ArrayList<>();
        for (int at = 0; at + BLOCK <= tar.length; at += BLOCK) {
            if (tar[at + 257] == 'u' && tar[at + 258] == 's') {
                headers.add(at);
            }
        }
        if (headers.isEmpty()) {
            return mutations.anything(tar);
        }
        byte[] spoiled = tar.clone();
        int header = headers.get(random.nextInt(headers.size()));
        mutations.tell("tar@" + header);
        if (random.nextInt(3) == 0) {
            spoiled[header + TYPE] = (byte) TYPES.charAt(random.nextInt(TYPES.length()));
        } else {
            int[] field = TAR_FIELDS[random.nextInt(TAR_FIELDS.length)];
            overwrite(spoiled, header + field[0], field[1]);
        }
        if (random.nextInt(8) > 0) {
            sum(spoiled, header);
        }
        return spoiled;
    }

    private void overwrite(byte[] tar, int at, int width) {
        byte[] value = switch (random.nextInt(4)) {
            case 0 -> String.format(Locale.ROOT, "%o", mutations.interesting()).getBytes(US_ASCII);
            case 1 -> mutations.text().getBytes(US_ASCII);
            case 2 -> "../../up/\0/root\\C:".getBytes(US_ASCII);
            default -> base256(width);
        };
        Arrays.fill(tar, at, at + width, (byte) 0);
        System.arraycopy(value, 0, tar, at, Math.min(width, value.length));
    }

    /** A number as GNU tar writes large ones: the first bit is set. */
    private byte[] base256(int width) {
        byte[] value = new byte[width];
        Mutations.put(value, width - 8, 8, mutations.interesting(), true);
        value[0] = (byte) (random.nextBoolean() ? 0x80 : 0xff);
        return value;
    }

    private static void sum(byte[] tar, int header) {
        Arrays.fill(tar, header + SUM, header + SUM + 8, (byte) ' ');
        int sum = 0;
        for (int n = 0; n < BLOCK; n++) {
            sum += tar[header + n] & 0xff;
        }
        byte[] text = String.format(Locale.ROOT, "%06o\0", sum).getBytes(US_ASCII);
        System.arraycopy(text, 0, tar, header + SUM, text.length);
    }

    /** Flags, extra fields and sizes of a gzip member (RFC 1952). */
    byte[] gzipField(byte[] gzip) {
        byte[] spoiled = gzip.clone();
        int[] places = {2, 3, 4, 8, 10, 12, spoiled.length - 8, spoiled.length - 4};
        int at = places[random.nextInt(places.length)];
        mutations.tell("gzip@" + at);
        Mutations.put(spoiled, at, 1 << random.nextInt(3), mutations.interesting(), false);
        return spoiled;
    }
}
