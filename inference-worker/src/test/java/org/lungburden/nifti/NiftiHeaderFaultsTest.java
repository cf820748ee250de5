package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.error.ErrorCode;

/** Headers with one wrong field other than the forms. Offsets are those of nifti1.h. */
class NiftiHeaderFaultsTest extends SoundNifti {
    @ParameterizedTest
    @CsvSource({
        "40, 2, UNSUPPORTED_NIFTI",
        "40, 0, CORRUPT_IMAGE",
        "40, 8, CORRUPT_IMAGE",
        "42, -6, CORRUPT_IMAGE",
        "46, 0, CORRUPT_IMAGE",
        "46, 9, CORRUPT_IMAGE",
        "46, 8000, CORRUPT_IMAGE",
        "46, 32767, UNSUPPORTED_NIFTI",
        "70, 128, UNSUPPORTED_NIFTI",
        "70, 1, UNSUPPORTED_NIFTI",
        "70, 32, UNSUPPORTED_NIFTI",
        "72, 8, CORRUPT_IMAGE"
    })
    void refusesHeadersWhoseShortIsWrong(int at, int value, ErrorCode code) throws Exception {
        assertThat(code(edited(header -> header.putShort(at, (short) value)))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"128, RGB24", "2304, RGBA32", "32, COMPLEX64", "1792, COMPLEX128", "2048, COMPLEX256", "1, BINARY"})
    void namesTheTypeThatItRefuses(short datatype, String name) {
        assertThat(fault(edited(header -> header.putShort(70, datatype)))).hasMessageContaining(name);
    }

    @Test
    void bitpixMayBeUnset() throws Exception {
        assertThat(affine(edited(header -> header.putShort(72, (short) 0)))).isEqualTo(LPS);
    }

    @Test
    void anOffsetOfZeroMeansBehindTheHeaderUnlessAnExtensionFollows() throws Exception {
        byte[] zero = edited(header -> header.putFloat(108, 0));
        assertThat(read(zero).scan().hu()).isDeepEqualTo(read(sound).scan().hu());
        zero[348] = 1;
        assertThat(code(zero)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
        byte[] within = edited(header -> header.putFloat(108, 348));
        assertThat(fault(within)).hasMessageContaining("vox_offset is 348");
    }

    @ParameterizedTest
    @CsvSource({
        "46, 'dim[3] is 1 and dim[4] is 9: the slices stand in the fourth'",
        "42, 'dim[1] is 1 and dim[4] is 9: a channel stands in front'",
        "50, 'holds 9 volumes (dim[4]); send one'"
    })
    void namesTheDimensionThatIsTooMany(int one, String told) {
        byte[] file = edited(
                header -> header.putShort(40, (short) 4).putShort(48, (short) 9).putShort(one, (short) 1));
        assertThat(fault(file)).hasMessageStartingWith("UNSUPPORTED_NIFTI").hasMessageContaining(told);
    }

    @Test
    void namesASlopeThatLeavesOneValue() {
        assertThat(fault(edited(header -> header.putFloat(112, 1e-40f))))
                .hasMessageStartingWith("NOT_HOUNSFIELD: The NIfTI header's scl_slope is");
    }

    @Test
    void unusedDimensionsMayBeZero() throws Exception {
        byte[] four = edited(header -> header.putShort(40, (short) 5).putInt(48, 0));
        assertThat(affine(four)).isEqualTo(LPS);
        assertThat(code(edited(header -> header.putShort(40, (short) 4).putShort(48, (short) -1))))
                .isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    @Test
    void refusesSeveralVolumes() throws Exception {
        byte[] series = edited(header -> header.putShort(40, (short) 4).putShort(48, (short) 2));
        assertThat(code(series)).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
    }

    @ParameterizedTest
    @CsvSource({
        "108, 40, CORRUPT_IMAGE",
        "108, NaN, CORRUPT_IMAGE",
        "108, 352.5, CORRUPT_IMAGE",
        "108, 1e30, CORRUPT_IMAGE",
        "116, NaN, CORRUPT_IMAGE",
        "280, -0.001, UNSUPPORTED_NIFTI",
        "280, 700, UNSUPPORTED_NIFTI"
    })
    void refusesHeadersWhoseFloatIsWrong(int at, float value, ErrorCode code) throws Exception {
        assertThat(code(edited(header -> header.putFloat(at, value)))).isEqualTo(code);
    }
}
