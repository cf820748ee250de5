package org.lungburden.nifti;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Grids;

/** Files that are cut short, half of a pair, or no NIfTI. */
class NiftiFaultsTest extends SoundNifti {
    @Test
    void theSoundFileIsRead() throws Exception {
        assertThat(read(sound).scan().hu())
                .isDeepEqualTo(Grids.random(6, 5, 8, LPS, 1).hu());
    }

    @Test
    void refusesHalfAPairAndAnalyze() throws Exception {
        byte[] half = edited(header -> header.put(345, (byte) 'i'));
        assertThat(fault(half)).hasMessageContaining(".hdr").hasMessageContaining("UNSUPPORTED_NIFTI");
        assertThat(fault(zip(half))).hasMessageContaining("send a zip of .hdr and .img");
        assertThat(fault(zip(half, sound, sound))).hasMessageContaining("AMBIGUOUS_SERIES");
        assertThat(fault(zip(half, new byte[9], new byte[9]))).hasMessageContaining("2 files that may hold its voxels");
        assertThat(code(zip(half, new byte[351 + 480]))).isEqualTo(ErrorCode.CORRUPT_IMAGE);
        assertThat(code(edited(header -> header.putInt(344, 0)))).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 347, 348, 351, 352, 353, 831})
    void aNiftiCutShortIsACorruptImage(int length) throws Exception {
        byte[] cut = Arrays.copyOf(sound, length);
        assertThat(code(cut)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
        assertThat(code(gzip(cut))).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    @Test
    void aGzipCutShortIsACorruptArchive() throws Exception {
        byte[] whole = gzip(sound);
        for (int length : new int[] {4, 9, 10, 100, whole.length - 9, whole.length - 1}) {
            assertThat(code(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo(ErrorCode.CORRUPT_ARCHIVE);
        }
    }

    @Test
    void whatIsNoNiftiIsUnsupported() throws Exception {
        byte[] words = "no image here, only words".getBytes(UTF_8);
        assertThat(code(words)).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(code(gzip(words))).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(code(gzip(new byte[0]))).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(code(zip(words, words))).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
    }

    @Test
    void refusesTwoNiftiInAZip() throws Exception {
        assertThat(code(zip(sound, gzip(sound)))).isEqualTo(ErrorCode.AMBIGUOUS_SERIES);
    }

    @Test
    void aFileWithoutAnyNumberIsTold() throws Exception {
        byte[] floats = Arrays.copyOf(sound, 352 + 240 * Float.BYTES);
        ByteBuffer view = ByteBuffer.wrap(floats).order(ByteOrder.LITTLE_ENDIAN);
        view.putShort(70, (short) 16).putShort(72, (short) 32);
        for (int at = 352; at < floats.length; at += Float.BYTES) {
            view.putFloat(at, Float.NaN);
        }
        assertThat(fault(floats)).hasMessageContaining("NOT_HOUNSFIELD").hasMessageContaining("(all are NaN); send");
        view.putFloat(352, 40);
        assertThat(read(floats).scan().hu()[0][0]).isEqualTo((short) 40);
    }

    @Test
    void refusesSevenSlicesFromFeetToHead() throws Exception {
        assertThat(code(bytes(Grids.random(20, 20, 7, LPS, 1)))).isEqualTo(ErrorCode.TOO_FEW_SLICES);
        Affine coronal = Affine.ofRows(-1, 0, 0, 0, 0, 0, -1, 0, 0, -1, 0, 0);
        assertThat(code(bytes(Grids.random(20, 7, 20, coronal, 1)))).isEqualTo(ErrorCode.TOO_FEW_SLICES);
    }

    @Test
    void aHeaderThatNoGzipCouldFillAllocatesNothing() throws Exception {
        byte[] huge = edited(header ->
                header.putShort(42, (short) 4000).putShort(44, (short) 4000).putShort(46, (short) 4000));
        assertThat(code(gzip(huge))).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }
}
