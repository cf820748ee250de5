package org.lungburden.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.statistics.Confusion;

/** Files that nibabel wrote ({@code labels/make.py} in the resources): the same labels in several types. */
class LabelVoxelsTest {
    private static final int DATA_AT = 352;

    private static byte[] unpacked(String name) throws IOException {
        try (InputStream in = LabelVoxelsTest.class.getResourceAsStream("/labels/" + name + ".nii.gz");
                GZIPInputStream unpacked = new GZIPInputStream(Objects.requireNonNull(in))) {
            return unpacked.readAllBytes();
        }
    }

    private static LabelVoxels voxels(byte[] unpacked) throws IOException {
        return new LabelVoxels(new ByteArrayInputStream(unpacked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uint8", "int16", "int64", "big-endian"})
    void theSameLabelsAgreeWhateverTheirType(String name) throws IOException {
        byte[] plain = unpacked("uint8");
        try (LabelVoxels one = voxels(plain);
                LabelVoxels other = voxels(unpacked(name))) {
            Confusion confusion = LabelVoxels.confusion(one, other);
            long[] counts = new long[LabelVoxels.LABELS];
            for (int n = DATA_AT; n < plain.length; n++) {
                counts[plain[n]]++;
            }
            for (int reference = 0; reference < LabelVoxels.LABELS; reference++) {
                for (int mask = 0; mask < LabelVoxels.LABELS; mask++) {
                    assertThat(confusion.count(reference, mask)).isEqualTo(reference == mask ? counts[mask] : 0);
                }
            }
            assertThat(counts).doesNotContain(0);
            assertThatThrownBy(other::next).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aChangedVoxelIsCountedOnce() throws IOException {
        byte[] plain = unpacked("uint8");
        byte[] changed = plain.clone();
        int at = DATA_AT + 7;
        changed[at] = (byte) (plain[at] == 3 ? 2 : 3);
        try (LabelVoxels one = voxels(plain);
                LabelVoxels other = voxels(changed)) {
            Confusion confusion = LabelVoxels.confusion(one, other);
            assertThat(confusion.count(plain[at], changed[at])).isEqualTo(1);
        }
    }

    @Test
    void aVoxelHasTheVolumeOfItsEdges() {
        double[] oblique = {0, -0.8, 0, 10, 0.6, 0, 0, -20, 0, 0, 5, 30};
        assertThat(new LabelsGrid(2, 2, 2, oblique).voxelMl()).isEqualTo(0.0024, within(1e-12));
    }
}
