package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

/** Real chest CT as nibabel reads them. */
@StartsPrograms
class RealNiftiTest {
    @TempDir
    Path folder;

    private static Path file(String name) {
        String data = System.getenv("LUNGBURDEN_DATA");
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(data != null, "LUNGBURDEN_DATA names no folder with real CT");
        }
        assertThat(data).as("LUNGBURDEN_DATA").isNotNull();
        return Path.of(String.valueOf(data)).resolve(name);
    }

    private static Study read(Path file) throws IOException {
        return new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(file, progress -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "covid-volumes/case-b-6mm_ct.nii.gz",
                "covid-volumes/case-d_ct.nii.gz",
                "effusion-volumes/lung1-016_ct.nii.gz"
            })
    void isReadAsNibabelReadsItAndItsMaskHasTheSameGeometry(String name) throws Exception {
        Path file = file(name);
        Study study = read(file);
        long sum = 0;
        byte[][] labels = new byte[study.scan().slices()][];
        for (int k = 0; k < labels.length; k++) {
            short[] slice = study.scan().hu()[k];
            labels[k] = new byte[slice.length];
            for (int n = 0; n < slice.length; n++) {
                labels[k][n] = (byte) (slice[n] < -500 ? 1 : 0);
                sum += (long) slice[n] * ((n + 31L * k) % 1009);
            }
        }
        LabelVolume mask = new LabelVolume(
                labels,
                study.scan().columns(),
                study.scan().rows(),
                study.scan().affine());
        NiftiWriter.writeLabels(mask, study.niftiCodes(), folder.resolve("mask.nii.gz"));
        String script = """
                import sys, numpy as np, nibabel as nib
                scan, mask = nib.load(sys.argv[1]), nib.load(sys.argv[2])
                hu = np.rint(scan.get_fdata()).astype(int)
                assert scan.shape == mask.shape and (scan.affine == mask.affine).all()
                assert (np.asarray(mask.dataobj) == (hu < -500)).all()
                i, j, k = np.ogrid[:hu.shape[0], :hu.shape[1], :hu.shape[2]]
                assert (hu * ((i + j * hu.shape[0] + 31 * k) % 1009)).sum() == int(sys.argv[3])
                """;
        PythonOracle.run(folder, script, file, folder.resolve("mask.nii.gz"), sum);
    }
}
