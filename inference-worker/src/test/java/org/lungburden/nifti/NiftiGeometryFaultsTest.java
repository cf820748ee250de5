package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Grids;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;

/** Headers whose sform, qform or pixdim is wrong. Offsets are those of nifti1.h. */
class NiftiGeometryFaultsTest extends SoundNifti {
    @Test
    void refusesAxesInOnePlane() throws Exception {
        byte[] flat = edited(
                header -> header.putShort(252, (short) 0).putFloat(284, -1).putFloat(300, 0));
        assertThat(code(flat)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    /** A form that is announced and not usable counts as absent; here each is spoiled in turn, then both. */
    @ParameterizedTest
    @CsvSource({"280, NaN", "280, 0", "284, -1e30", "316, Infinity"})
    void anUnusableSformGivesWayToTheQform(int at, float value) throws Exception {
        byte[] spoiled = edited(header -> header.putFloat(at, value).putFloat(300, at == 284 ? 0 : -1));
        assertThat(affine(spoiled)).isEqualTo(LPS);
        byte[] neither = spoiled.clone();
        ByteBuffer.wrap(neither).order(ByteOrder.LITTLE_ENDIAN).putShort(252, (short) 0);
        assertThat(code(neither)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    @ParameterizedTest
    @CsvSource({"80, 0", "80, NaN", "256, 3", "260, NaN", "268, Infinity"})
    void anUnusableQformGivesWayToTheSform(int at, float value) throws Exception {
        byte[] spoiled = edited(header -> header.putFloat(at, value));
        assertThat(affine(spoiled)).isEqualTo(LPS);
        byte[] neither = spoiled.clone();
        ByteBuffer.wrap(neither).order(ByteOrder.LITTLE_ENDIAN).putShort(254, (short) 0);
        assertThat(code(neither)).isEqualTo(ErrorCode.CORRUPT_IMAGE);
    }

    /** The only form needs pixdim. */
    @ParameterizedTest
    @CsvSource({"80, 0, pixdim[1] is 0.0", "88, 0, pixdim[3] is 0.0", "84, NaN, pixdim[2] is NaN"})
    void aSizeThatIsMissingIsNamed(int at, float value, String cause) throws Exception {
        byte[] spoiled = edited(header -> header.putFloat(at, value).putShort(254, (short) 0));
        assertThat(fault(spoiled).detail()).contains(cause);
    }

    @Test
    void formsThatMirrorEachOtherAreFlagged() throws Exception {
        Study study = read(edited(header -> header.putFloat(280, 1)));
        assertThat(study.scan().affine().at(0, 0)).isEqualTo(1);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("ORIENTATION_ASSUMED");
        assertThat(read(sound).quality()).isEmpty();
    }

    @Test
    void twoVoxelSizesAreNamedAndTheSformIsUsed() throws Exception {
        Study study = read(edited(header -> header.putFloat(80, 0.75f)));
        assertThat(study.scan().affine()).isEqualTo(LPS);
        assertThat(study.quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("VOXEL_SIZE_AMBIGUOUS");
            assertThat(flag.message())
                    .contains("1.00 x 1.00 x 2.00 mm (sform)", "0.75 x 1.00 x 2.00 mm (pixdim)", "the sform was used");
        });
        assertThat(read(edited(header -> header.putFloat(80, 1.005f))).quality())
                .as("rounded")
                .isEmpty();
    }

    /** srow_z[2] 1 makes an sform of zeros and ones; pixdim still tells of 2 mm. */
    @ParameterizedTest
    @ValueSource(shorts = {0, 1})
    void aDefaultSformGivesWayToPixdim(short qformCode) throws Exception {
        Study study = read(edited(header -> header.putShort(252, qformCode).putFloat(320, 1)));
        assertThat(study.scan().affine()).isEqualTo(LPS);
        assertThat(study.quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("VOXEL_SIZE_AMBIGUOUS");
            assertThat(flag.message()).contains("the pixdim was used", "may be swapped");
        });
    }

    @Test
    void onlySizesThatNobodySetLookLikeADefault() throws Exception {
        byte[] ones = defaultSizes(200);
        assertThat(read(ones).quality()).extracting(QualityFlag::code).containsExactly("VOXEL_SIZE_DEFAULT");
        ByteBuffer.wrap(ones).order(ByteOrder.LITTLE_ENDIAN).putFloat(292, 12.5f);
        assertThat(read(ones).quality()).as("with an origin").isEmpty();
    }

    /** An array that was scaled down and saved without its affine. */
    @Test
    void defaultSizesThatGiveNoChestAreRefused() throws Exception {
        CodedException fault = fault(defaultSizes(199));
        assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(fault.detail()).contains("By them the whole image is 199 x 4 x 9 mm, smaller than a chest");
    }

    private byte[] defaultSizes(int columns) throws Exception {
        return bytes(Grids.random(columns, 4, 9, Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0), 1));
    }

    @Test
    void refusesAPatientOfFourMeters() throws Exception {
        Affine tall = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 40, 0);
        byte[] file = bytes(Grids.random(2, 2, 100, tall, 1));
        assertThat(code(file)).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
    }

    @Test
    void refusesAFileWithoutOrientation() throws Exception {
        CodedException fault = fault(edited(header -> header.putInt(252, 0)));
        assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_NIFTI);
        assertThat(fault).hasMessageContaining("sform_code and qform_code are 0");
    }
}
