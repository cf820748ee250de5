package org.lungburden.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.write.DicomSeriesWriter;
import org.lungburden.dicom.write.SeriesUids;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.nifti.NiftiStudyReader;
import org.lungburden.nifti.NiftiWriter;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class PhantomScanTest {
    private static final PhantomScan SMALL = new PhantomScan(41, 30, 12, 9.5, 25, "LPS", 1);

    @TempDir
    Path folder;

    static List<String> allAxes() {
        List<String> all = new ArrayList<>();
        String[] pairs = {"LR", "PA", "SI"};
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            for (int signs = 0; signs < 8; signs++) {
                StringBuilder axes = new StringBuilder();
                for (int axis = 0; axis < 3; axis++) {
                    axes.append(pairs[order[axis]].charAt(signs >> axis & 1));
                }
                all.add(axes.toString());
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("allAxes")
    void everyOrientationHoldsTheSameVoxelsAtTheSamePlaces(String axes) {
        Volume expected = SMALL.volume();
        Volume scan = SMALL.withAxes(axes).volume();
        Volume canonical = Orientation.of(scan.affine()).toCanonical(scan);
        assertThat(canonical.hu()).isDeepEqualTo(expected.hu());
        assertThat(canonical.affine().rows()).containsExactly(expected.affine().rows(), within(1e-9));
    }

    @Test
    void nibabelNamesTheAxes() throws Exception {
        for (String axes : allAxes()) {
            NiftiWriter.writeVolume(SMALL.withAxes(axes).volume(), folder.resolve(axes + ".nii"));
        }
        String script = """
                import sys, glob, os, nibabel as nib
                for path in glob.glob(sys.argv[1] + "/*.nii"):
                    axes = "".join(nib.aff2axcodes(nib.load(path).affine))
                    assert axes == os.path.basename(path)[:3], (path, axes)
                """;
        PythonOracle.run(folder, script, folder);
    }

    @Test
    void theNiftiReaderReturnsWhatWasWritten() throws Exception {
        Volume scan = SMALL.withAxes("SAR").volume();
        NiftiWriter.writeVolume(scan, folder.resolve("a.nii.gz"));
        Volume read = new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(folder.resolve("a.nii.gz"), progress -> {})
                .scan();
        assertThat(read.hu()).isDeepEqualTo(scan.hu());
        assertThat(read.affine().rows()).containsExactly(scan.affine().rows(), within(1e-4));
    }

    /** pydicom's pixels, placed by DICOM PS3.3 C.7.6.2.1.1, against nibabel's voxels at the same place. */
    @ParameterizedTest
    @ValueSource(strings = {"LPS", "RAS", "ASL", "IPR"})
    void dicomAndNiftiHoldTheSameVoxels(String axes) throws Exception {
        Volume scan = SMALL.withAxes(axes).volume();
        NiftiWriter.writeVolume(scan, folder.resolve("a.nii"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("a.zip"))) {
            DicomSeriesWriter.write(scan, SeriesUids.derivedFrom("phantom"), out);
        }
        String script = """
                import sys, io, zipfile, numpy as np, pydicom, nibabel as nib
                image = nib.load(sys.argv[1] + "/a.nii")
                voxels = np.asarray(image.dataobj)
                back = np.linalg.inv(image.affine)
                seen = 0
                archive = zipfile.ZipFile(sys.argv[1] + "/a.zip")
                for name in archive.namelist():
                    d = pydicom.dcmread(io.BytesIO(archive.read(name)))
                    hu = d.pixel_array * float(d.RescaleSlope) + float(d.RescaleIntercept)
                    x, y = np.array(d.ImageOrientationPatient[:3], float), np.array(d.ImageOrientationPatient[3:], float)
                    r, c = np.meshgrid(np.arange(d.Rows), np.arange(d.Columns), indexing="ij")
                    lps = (np.array(d.ImagePositionPatient, float) + c[..., None] * x * float(d.PixelSpacing[1])
                           + r[..., None] * y * float(d.PixelSpacing[0]))
                    index = nib.affines.apply_affine(back, lps * [-1, -1, 1])
                    assert np.abs(index - np.rint(index)).max() < 1e-3
                    i, j, k = np.rint(index).astype(int).transpose(2, 0, 1)
                    assert (voxels[i, j, k] == hu).all(), name
                    seen += hu.size
                assert seen == voxels.size, seen
                """;
        PythonOracle.run(folder, script, folder);
    }

    @Test
    void densitiesAreThoseOfAChest() {
        PhantomScan scan = PhantomScan.standard().withSlices(12, 20);
        Volume volume = scan.volume();
        PhantomChest chest = new PhantomChest();
        double[] sums = new double[4];
        int[] counts = new int[4];
        for (int k = 0; k < volume.slices(); k++) {
            for (int p = 0; p < volume.hu()[k].length; p++) {
                double[] at = volume.affine().apply(p % volume.columns(), p / volume.columns(), k);
                int label = chest.labelAt(at[0], at[1], at[2]);
                sums[label] += volume.hu()[k][p];
                counts[label]++;
            }
        }
        assertThat(sums[1] / counts[1]).isBetween(-880.0, -780.0);
        assertThat(sums[2] / counts[2]).isBetween(-640.0, -540.0);
        assertThat(sums[3] / counts[3]).isBetween(-40.0, 40.0);
        assertThat(volume.hu()[6][0]).isBetween((short) -1024, (short) -930);
    }

    @Test
    void aSlabHasTheTruthOfWhatItCovers() {
        PhantomTruth slab = PhantomScan.standard().withSlices(12, 2.5).truth();
        assertThat(slab).isEqualTo(PhantomTruth.between(-15, 15));
        assertThat(PhantomScan.standard().truth()).isEqualTo(PhantomTruth.whole());
    }

    @Test
    void noiseDependsOnTheSeedAlone() {
        PhantomScan other = new PhantomScan(41, 30, 12, 9.5, 25, "LPS", 2);
        assertThat(SMALL.volume().hu()).isDeepEqualTo(SMALL.volume().hu());
        assertThat(other.volume().hu()[5]).isNotEqualTo(SMALL.volume().hu()[5]);
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < 100_000; n++) {
            double hu = Noise.hu(7, n);
            sum += hu;
            squares += hu * hu;
        }
        assertThat(sum / 100_000).isCloseTo(0, within(0.5));
        assertThat(Math.sqrt(squares / 100_000)).isCloseTo(45, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LPX", "LLS", "LP", "LPSS", "LRS"})
    void refusesAxesThatAreNone(String axes) {
        assertThatThrownBy(() -> SMALL.withAxes(axes)).isInstanceOf(IllegalArgumentException.class);
    }
}
