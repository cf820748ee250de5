package org.lungburden.dicom.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.write.DicomSeriesWriter;
import org.lungburden.dicom.write.SeriesUids;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Volume;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.StartsPrograms;
import org.lungburden.testing.TestSlice;

/**
 * highdicom, pydicom and dciodvfy read segmentations of scans that lie in all kinds of ways. Frames of 35 bits show each
 * fault in packing.
 */
@StartsPrograms
class SegmentationFileTest {
    private static final int SLICES = 9;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        ofGrid("axial", -0.7, 0, 0, 0, 0, -0.8, 0, 0, 0, 0, 2.5, -100);
        ofGrid("feetFirst", 0.7, 0, 0, 5, 0, -0.8, 0, 6, 0, 0, -2.5, 7);
        ofGrid("coronal", -0.7, 0, 0, 0, 0, 0, -2.5, 0, 0, -0.8, 0, 0);
        ofGrid("sagittal", 0, 0, -2.5, 3, -0.7, 0, 0, 4, 0, -0.8, 0, 5);
        double s = Math.sin(0.4);
        double c = Math.cos(0.4);
        ofGrid("oblique", -0.7 * c, 0, 2.5 * s, 0, 0, -0.8, 0, 0, 0.7 * s, 0, 2.5 * c, 0);
        ofGrid("tilted", -0.7, 0, 0, 0, 0, -0.8 * c, 0, 0, 0, 0.8 * s, 2.5, 0);
        SegmentationCase.of(folder, "multiFrame", EnhancedCt.file(SLICES));
        ofHeader(
                "utf8",
                slice -> slice.text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 192")
                        .bytes(Tag.PATIENT_NAME, "PN", "M\u00fcller^J\u00f6rg=\u738b^\u5c0f\u6771".getBytes(UTF_8)));
        ofHeader(
                "iso2022",
                slice -> slice.text(Tag.SPECIFIC_CHARACTER_SET, "CS", "\\ISO 2022 IR 87")
                        .bytes(
                                Tag.PATIENT_NAME,
                                "PN",
                                "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B".getBytes(ISO_8859_1)));
        ofHeader("nothing", slice -> slice.without(Tag.PATIENT_NAME));
        ofHeader("removed", slice -> slice.text(Tag.PATIENT_IDENTITY_REMOVED, "CS", "YES"));
        ofHeader("lossyAsToldByNobody", slice -> slice.text(Tag.LOSSY_IMAGE_COMPRESSION, "CS", "01"));
        ofHeader(
                "lossy",
                slice -> slice.text(Tag.LOSSY_IMAGE_COMPRESSION, "CS", "01")
                        .text(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, "DS", "8.5")
                        .text(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "CS", "ISO_10918_1"));
    }

    private static void ofGrid(String name, double... affine) throws Exception {
        Volume scan = new Volume(new short[SLICES][7 * 5], 7, 5, Affine.ofRows(affine));
        Path zip = folder.resolve(name + ".zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            DicomSeriesWriter.write(scan, SeriesUids.derivedFrom(name), out);
        }
        List<byte[]> files = new ArrayList<>(RealCt.members(zip, "").values());
        SegmentationCase.of(folder, name, files.toArray(byte[][]::new));
    }

    private static void ofHeader(String name, Consumer<TestSlice> change) throws Exception {
        SegmentationCase.of(
                folder,
                name,
                TestSlice.series(SLICES, change).stream().map(TestSlice::file).toArray(byte[][]::new));
    }

    @Test
    void everyVoxelLiesWhereTheScanHasIt() throws Exception {
        String said = PythonOracle.runPinned(folder, SegmentationScripts.VOXELS, folder);
        assertThat(said.lines()).hasSize(13).allMatch(line -> line.endsWith(": same"));
    }

    @Test
    void patientAndStudyStayAsTheyAre() throws Exception {
        String said = PythonOracle.runPinned(folder, SegmentationScripts.HEADER, folder);
        assertThat(said.lines()).hasSize(13).allMatch(line -> line.endsWith(": same"));
    }

    @Test
    void codesAndColorsAreThoseOfTheStandard() throws Exception {
        PythonOracle.runPinned(folder, SegmentationScripts.CODES, folder.resolve("axial/segmentation.dcm"));
    }

    @Test
    void theStandardIsKept() throws Exception {
        try (Stream<Path> cases = Files.list(folder)) {
            for (Path segmentation : cases.filter(Files::isDirectory)
                    .map(path -> path.resolve("segmentation.dcm"))
                    .toList()) {
                Process process = new ProcessBuilder("dciodvfy", segmentation.toString())
                        .redirectErrorStream(true)
                        .start();
                process.getOutputStream().close();
                List<String> said = process.inputReader().lines().toList();
                assertThat(said)
                        .as(segmentation.toString())
                        .contains("Segmentation")
                        .noneMatch(line -> line.startsWith("Error"));
            }
        }
    }
}
