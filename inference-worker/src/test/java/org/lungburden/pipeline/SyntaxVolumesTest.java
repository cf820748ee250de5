package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.artifact.KnownFile;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.result.ResultDocument;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.StartsPrograms;

/**
 * One study in every transfer syntax that is read, encoded by dcmtk, GDCM and pydicom: the labels agree to the voxel, and
 * within 1 % where the syntax loses something. {@code NiftiFormsTest} has the same scan as NIfTI.
 */
@Tag("slow")
@StartsPrograms
class SyntaxVolumesTest {
    private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);
    private static final String REFERENCE = "1.2.840.10008.1.2.1";

    /** The encoders take 12 bits without a sign. Each slice goes through one program, several at a time. */
    private static final String SCRIPT = """
            import glob, os, subprocess, sys, numpy as np, pydicom
            from concurrent.futures import ThreadPoolExecutor
            from pydicom.encaps import encapsulate
            source, target = sys.argv[1:3]
            KINDS = {
                "1.2.840.10008.1.2": ["dcmconv", "+ti"],
                "1.2.840.10008.1.2.1": ["dcmconv", "+te"],
                "1.2.840.10008.1.2.2": ["dcmconv", "+tb"],
                "1.2.840.10008.1.2.1.99": ["dcmconv", "+td"],
                "1.2.840.10008.1.2.5": ["dcmcrle"],
                "1.2.840.10008.1.2.4.50": ["dcmcjpeg", "+eb", "+rm", "+sr", "+q", "98"],
                "1.2.840.10008.1.2.4.51": ["dcmcjpeg", "+ee", "+rm", "+sr", "+q", "95"],
                "1.2.840.10008.1.2.4.57": ["dcmcjpeg", "+el", "+sv", "6"],
                "1.2.840.10008.1.2.4.70": ["dcmcjpeg", "+e1"],
                "1.2.840.10008.1.2.4.80": ["dcmcjpls"],
                "1.2.840.10008.1.2.4.81": ["dcmcjpls", "+en", "+md", "2"],
                "1.2.840.10008.1.2.4.90": ["gdcmconv", "--j2k"],
                "1.2.840.10008.1.2.4.91": ["gdcmconv", "--j2k", "--lossy", "-r", "4"],
            }
            def encapsulated(name, out):
                d = pydicom.dcmread(name)
                d.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1.98"
                d.PixelData = encapsulate([d.PixelData])
                d["PixelData"].is_undefined_length = True
                d.save_as(out)
            def encode(name):
                d = pydicom.dcmread(name)
                hu = d.pixel_array * float(d.RescaleSlope) + float(d.RescaleIntercept)
                d.BitsStored, d.HighBit, d.PixelRepresentation, d.RescaleIntercept, d.RescaleSlope = 12, 11, 0, -1024, 1
                d.PixelData = np.clip(hu + 1024, 0, 4095).astype("<u2").tobytes()
                d.save_as(name)
                d.BitsAllocated, d.BitsStored, d.HighBit, d.RescaleSlope = 8, 8, 7, 8
                d.PixelData = np.clip(np.rint((hu + 1024) / 8), 0, 255).astype("u1").tobytes()
                d.save_as(name + "-8-bits")
                for uid, encoder in KINDS.items():
                    source = name + "-8-bits" if uid.endswith(".50") else name
                    out = os.path.join(target, uid, os.path.basename(name))
                    subprocess.run(encoder + [source, out], check=True, stdout=subprocess.DEVNULL)
                    assert pydicom.dcmread(out, stop_before_pixels=True).file_meta.TransferSyntaxUID == uid
                encapsulated(name, os.path.join(target, "1.2.840.10008.1.2.1.98", os.path.basename(name)))
            for uid in [*KINDS, "1.2.840.10008.1.2.1.98"]:
                os.makedirs(os.path.join(target, uid))
            with ThreadPoolExecutor(4) as pool:
                list(pool.map(encode, glob.glob(source + "/*")))
            """;

    @TempDir
    static Path folder;

    private static Path expectedLabels = Path.of("");
    private static ResultDocument.@Nullable Measured reference;

    @BeforeAll
    static void encode() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        Path target = Files.createDirectory(folder.resolve("target"));
        PhantomFile.write(OneScan.SCAN, folder.resolve("phantom.zip"));
        unpack(folder.resolve("phantom.zip"), source);
        PythonOracle.run(folder, SCRIPT, source, target);
        Path run = folder.resolve("run");
        reference = measured(REFERENCE, run);
        expectedLabels = run.resolve("output").resolve(KnownFile.LABELS.fileName());
    }

    private static ResultDocument.Measured expected() {
        return Objects.requireNonNull(reference);
    }

    static Stream<String> syntaxes() {
        return FrameDecoders.supported().stream().sorted();
    }

    @Test
    void theScanHasTwoLungsAndLesions() {
        ResultDocument.VolumesMl volumes = expected().volumesMl();
        assertThat(volumes.leftLung()).isGreaterThan(1000);
        assertThat(volumes.rightLung()).isGreaterThan(1000).isNotEqualTo(volumes.leftLung());
        assertThat(volumes.groundGlass()).isGreaterThan(100);
    }

    @Test
    void asNiftiItHasTheSameVolumes() throws IOException {
        Path run = Files.createDirectory(folder.resolve("nifti"));
        PhantomFile.write(OneScan.SCAN, run.resolve("scan.nii"));
        assertThat(OneScan.measured(run.resolve("scan.nii"), run).result().volumesMl())
                .isEqualTo(expected().volumesMl());
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void agree(String syntax) throws IOException {
        Path run = folder.resolve("again " + syntax);
        ResultDocument.Measured result = measured(syntax, run);
        boolean lossy = FrameDecoders.isLossy(syntax, "");
        assertThat(result.quality().stream().anyMatch(flag -> flag.code().equals("LOSSY_COMPRESSION")))
                .isEqualTo(lossy);
        if (lossy) {
            assertWithinAPercent(result.volumesMl(), expected().volumesMl());
        } else {
            assertThat(result.volumesMl()).isEqualTo(expected().volumesMl());
            assertThat(result.histogramHu()).isEqualTo(expected().histogramHu());
            assertThat(run.resolve("output").resolve(KnownFile.LABELS.fileName()))
                    .hasSameBinaryContentAs(expectedLabels);
        }
    }

    private static void assertWithinAPercent(ResultDocument.VolumesMl actual, ResultDocument.VolumesMl wanted) {
        assertThat(actual.lung()).isCloseTo(wanted.lung(), ONE_PERCENT);
        assertThat(actual.leftLung()).isCloseTo(wanted.leftLung(), ONE_PERCENT);
        assertThat(actual.rightLung()).isCloseTo(wanted.rightLung(), ONE_PERCENT);
        assertThat(actual.groundGlass()).isCloseTo(wanted.groundGlass(), ONE_PERCENT);
        assertThat(actual.pneumonia()).isCloseTo(wanted.pneumonia(), ONE_PERCENT);
    }

    private static ResultDocument.Measured measured(String syntax, Path run) throws IOException {
        Files.createDirectory(run);
        List<byte[]> slices = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.resolve("target").resolve(syntax))) {
            for (Path file : files) {
                slices.add(Files.readAllBytes(file));
            }
        }
        assertThat(slices).hasSize(OneScan.SCAN.slices());
        return OneScan.measured(RealCt.zip(run, slices), run).result();
    }

    private static void unpack(Path zip, Path target) throws IOException {
        int n = 0;
        for (byte[] slice : RealCt.members(zip, "").values()) {
            Files.write(target.resolve("%03d".formatted(n++)), slice);
        }
    }
}
