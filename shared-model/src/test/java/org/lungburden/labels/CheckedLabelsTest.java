package org.lungburden.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Files that nibabel wrote ({@code labels/make.py} in the resources), and what hostile clients make of them. */
class CheckedLabelsTest {
    private static byte[] file(String name) throws IOException {
        try (InputStream in = CheckedLabelsTest.class.getResourceAsStream("/labels/" + name + ".nii.gz")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static LabelVoxels voxels(String name) throws IOException {
        return new LabelVoxels(new GZIPInputStream(new ByteArrayInputStream(file(name))));
    }

    private static LabelsGrid grid() throws IOException {
        try (LabelVoxels voxels = voxels("uint8")) {
            return voxels.grid();
        }
    }

    /** Reads in pieces of odd sizes, as a network delivers. */
    private static byte[] through(byte[] sent) throws IOException {
        Random random = new Random(7);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CheckedLabels labels = new CheckedLabels(new ByteArrayInputStream(sent), grid(), label -> {})) {
            byte[] piece = new byte[64];
            for (int count = labels.read(piece, 0, 1); count >= 0; ) {
                out.write(piece, 0, count);
                count = labels.read(piece, 0, 1 + random.nextInt(piece.length));
            }
        }
        return out.toByteArray();
    }

    private static void refused(ErrorCode code, byte[] sent) {
        assertThatThrownBy(() -> through(sent))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] plain(String name) throws IOException {
        return unpacked(file(name));
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uint8", "int16", "int64", "big-endian", "qform", "near"})
    void wholeNumbersOnTheGridPassUnchanged(String name) throws IOException {
        assertThat(through(file(name))).isEqualTo(file(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"beside", "larger"})
    void anotherGridIsRefused(String name) throws IOException {
        refused(ErrorCode.LABELS_GEOMETRY_MISMATCH, file(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"four", "minus-one", "two-hundred-fifty-seven"})
    void otherValuesAreRefused(String name) throws IOException {
        refused(ErrorCode.LABELS_VALUE_UNKNOWN, file(name));
    }

    @Test
    void fractionsAreRefused() throws IOException {
        refused(ErrorCode.LABELS_UNREADABLE, file("float"));
    }

    @Test
    void everyCutIsRefused() throws IOException {
        byte[] whole = file("uint8");
        for (int length = 0; length < whole.length; length++) {
            refused(ErrorCode.LABELS_UNREADABLE, Arrays.copyOf(whole, length));
        }
        byte[] plain = plain("uint8");
        refused(ErrorCode.LABELS_UNREADABLE, gzip(Arrays.copyOf(plain, plain.length - 1)));
    }

    @Test
    void whatFollowsIsRefused() throws IOException {
        byte[] whole = file("uint8");
        refused(ErrorCode.LABELS_UNREADABLE, Arrays.copyOf(whole, whole.length + 1));
        byte[] plain = plain("uint8");
        refused(ErrorCode.LABELS_UNREADABLE, gzip(Arrays.copyOf(plain, plain.length + 1)));
    }

    /** The bits that fill up the last byte of the deflated data belong to nothing. */
    @Test
    void aSpoiledByteIsRefusedOrChangesNoVoxel() throws IOException {
        byte[] whole = file("uint8");
        int refused = 0;
        for (int at = 10; at < whole.length; at++) {
            byte[] spoiled = whole.clone();
            spoiled[at] ^= 0x10;
            try {
                through(spoiled);
                assertThat(unpacked(spoiled)).as("byte " + at).isEqualTo(plain("uint8"));
            } catch (CodedException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length - 15);
    }

    @Test
    void aBombEndsWithTheFirstByteTooMany() throws IOException {
        byte[] bomb = gzip(Arrays.copyOf(plain("uint8"), 1 << 28));
        refused(ErrorCode.LABELS_UNREADABLE, bomb);
    }

    @Test
    void aHeaderThatLiesAboutItsSizeIsRefused() throws IOException {
        byte[] plain = plain("uint8");
        plain[42] = 0x7f;
        plain[43] = 0x7f;
        refused(ErrorCode.LABELS_UNREADABLE, gzip(plain));
        refused(
                ErrorCode.LABELS_UNREADABLE,
                "no gzip at all, but some text that is long enough".getBytes(StandardCharsets.US_ASCII));
    }
}
