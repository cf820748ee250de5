package org.lungburden.dicom.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.nifti.NiftiWriter;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.StartsPrograms;

/** Affine and Hounsfield units of DICOM series against dcm2niix, a converter of DICOM to NIfTI in wide use. */
@StartsPrograms
class Dcm2niixTest {
    /** Both files turned to the same axes, since dcm2niix flips rows. It keeps the values of padding, which count as air. */
    private static final String SCRIPT = """
            import glob, subprocess, sys, numpy as np, nibabel
            said = subprocess.run(["dcm2niix", "-z", "n", "-b", "n", "-f", "other", "-o", ".", "series"],
                stdout=subprocess.PIPE, text=True)
            assert said.returncode == 0, said.stdout
            (converted,) = glob.glob("other*.nii")
            ours, other = (nibabel.as_closest_canonical(nibabel.load(name)) for name in ("ours.nii", converted))
            assert ours.shape == other.shape, (ours.shape, other.shape)
            assert np.allclose(ours.affine, other.affine, atol=2e-3), (ours.affine, other.affine)
            a, b = np.asarray(ours.dataobj), np.rint(np.asarray(other.dataobj))
            assert a.std() > 100 and np.array_equal(a, np.maximum(b, -1024)), np.abs(a - b).max()
            """;

    @TempDir
    Path folder;

    /** The last is stored from the head to the feet by number and name. */
    @ParameterizedTest
    @CsvSource({"axial, LPS", "prone, RAS", "feet first, RPI", "sagittal, PIR", "coronal, LIP", "reversed, LPI"})
    void agreesOnThePhantom(String what, String axes) throws Exception {
        Path zip = folder.resolve("scan.zip");
        PhantomFile.write(new PhantomScan(24, 30, 12, 3.0, 5.0, axes, 1), zip);
        compare(zip);
    }

    @Test
    void agreesOnAScanInJpegLossless() throws Exception {
        compare(RealCt.file("dicom/covid-noncontrast-15slices.zip"));
    }

    private void compare(Path zip) throws IOException, InterruptedException {
        Path series = Files.createDirectory(folder.resolve("series"));
        int n = 0;
        for (byte[] slice : RealCt.members(zip, "").values()) {
            Files.write(series.resolve("%03d.dcm".formatted(n++)), slice);
        }
        Path upload = Files.copy(zip, folder.resolve("upload"));
        NiftiWriter.writeVolume(
                new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                        .read(upload, progress -> {})
                        .scan(),
                folder.resolve("ours.nii"));
        PythonOracle.run(folder, SCRIPT);
    }
}
