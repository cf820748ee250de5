package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.error.CodedException;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class NiftiLabelsTest {
    private static final Affine LPS = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0);
    private static final int SLOPE_AT = 112;

    @TempDir
    Path folder;

    /** Two slices of 2 x 2, stored as int16 with this slope. */
    private Path file(float slope, int... stored) throws IOException {
        short[][] slices = new short[2][4];
        for (int n = 0; n < stored.length; n++) {
            slices[n / 4][n % 4] = (short) stored[n];
        }
        Path file = folder.resolve("mask.nii");
        NiftiWriter.writeVolume(new Volume(slices, 2, 2, LPS), file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(SLOPE_AT, slope);
        return Files.write(file, bytes);
    }

    @Test
    void aMaskMayHaveFewSlicesAndAnyType() throws IOException {
        assertThat(NiftiLabels.read(file(1, 0, 1, 2, 3, 3, 2, 1, 0)).labels())
                .isDeepEqualTo(new byte[][] {{0, 1, 2, 3}, {3, 2, 1, 0}});
        assertThat(NiftiLabels.read(file(0.5f, 0, 2, 4, 6)).labels()[0]).containsExactly(0, 1, 2, 3);
    }

    @Test
    void whatIsNoLabelIsRefused() throws IOException {
        for (Path file : new Path[] {file(1, 4), file(1, -1), file(1, 255), file(1, 256), file(0.5f, 3)}) {
            assertThatThrownBy(() -> NiftiLabels.read(file))
                    .isInstanceOf(CodedException.class)
                    .hasMessageContaining("UNSUPPORTED_NIFTI");
        }
        Path fraction = file(0.5f, 3);
        assertThatThrownBy(() -> NiftiLabels.read(fraction)).hasMessageContaining("holds the value 1.5;");
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        Path whole = folder.resolve("whole.nii.gz");
        NiftiWriter.writeLabels(new LabelVolume(new byte[9][100], 10, 10, LPS), null, whole);
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length - 8; length += 7) {
            Path cut = Files.write(folder.resolve("cut.nii.gz"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> NiftiLabels.read(cut)).isInstanceOf(CodedException.class);
        }
    }

    /** The first voxel of a scan from left to right, back to front, head to feet is the last one in memory. */
    @Test
    void theAxesAreTurned() throws IOException {
        Affine reversed = LPS.compose(Affine.ofRows(-1, 0, 0, 9, 0, -1, 0, 9, 0, 0, -1, 8));
        byte[][] labels = new byte[9][100];
        labels[0][0] = 3;
        Path file = folder.resolve("turned.nii.gz");
        NiftiWriter.writeLabels(new LabelVolume(labels, 10, 10, reversed), null, file);
        LabelVolume read = NiftiLabels.read(file);
        assertThat(read.labels()[8][99]).isEqualTo((byte) 3);
        assertThat(read.affine()).isEqualTo(LPS);
    }
}
