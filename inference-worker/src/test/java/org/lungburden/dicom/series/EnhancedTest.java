package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.StartsPrograms;

/** Enhanced multi-frame CT as pydicom writes it: one file, frames in no order, attributes in functional groups. */
@StartsPrograms
class EnhancedTest {
    private static final String SCRIPT = """
            import sys, numpy as np, pydicom
            from pydicom.dataset import Dataset, FileMetaDataset
            from pydicom.sequence import Sequence
            from pydicom.uid import ExplicitVRLittleEndian
            def item(**values):
                d = Dataset()
                for name, value in values.items():
                    setattr(d, name, value)
                return d
            d = Dataset()
            d.file_meta = FileMetaDataset()
            d.file_meta.MediaStorageSOPClassUID = d.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2.1"
            d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID = "1.2.3.4.5"
            d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
            d.Modality, d.ImageType = "CT", ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
            d.StudyInstanceUID, d.SeriesInstanceUID = "1.2.3", "1.2.3.4"
            d.Rows, d.Columns, d.SamplesPerPixel, d.PhotometricInterpretation = 2, 3, 1, "MONOCHROME2"
            d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 16, 15, 1
            order = [5, 0, 9, 2, 4, 8, 1, 3, 7, 6]
            d.NumberOfFrames = len(order) + 1
            shared = item(
                PixelMeasuresSequence=Sequence([item(PixelSpacing=[0.6, 0.5], SliceThickness=1)]),
                PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])]),
                PixelValueTransformationSequence=Sequence(
                    [item(RescaleIntercept=-1000, RescaleSlope=1, RescaleType="HU")]))
            d.SharedFunctionalGroupsSequence = Sequence([shared])
            frames, groups = [], []
            for n, k in enumerate(order + [99]):
                kind = "LOCALIZER" if k == 99 else "VOLUME"
                group = item(
                    PlanePositionSequence=Sequence([item(ImagePositionPatient=[1, 2, 1.5 * k])]),
                    CTImageFrameTypeSequence=Sequence([item(FrameType=["ORIGINAL", "PRIMARY", kind, "NONE"])]))
                if k == 4:
                    group.PixelValueTransformationSequence = Sequence(
                        [item(RescaleIntercept=-500, RescaleSlope=2, RescaleType="HU")])
                groups.append(group)
                frames.append(np.arange(6) + 10 * k)
            d.PerFrameFunctionalGroupsSequence = Sequence(groups)
            d.PerFrameFunctionalGroupsSequence.is_undefined_length = sys.argv[2] == "undefined"
            d.PixelData = np.array(frames).astype("<i2").tobytes()
            d.is_little_endian, d.is_implicit_VR = True, False
            d.save_as(sys.argv[1] + "/enhanced.dcm", write_like_original=False)
            """;

    private static final String SINGLE = """
            import sys, numpy as np, pydicom
            d = pydicom.dcmread(sys.argv[1] + "/enhanced.dcm")
            del d.PerFrameFunctionalGroupsSequence
            d.NumberOfFrames = 1
            position = pydicom.Dataset()
            d.SharedFunctionalGroupsSequence[0].PlanePositionSequence = [position]
            for k in range(10):
                d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID = f"1.2.3.4.5.{k + 1}"
                position.ImagePositionPatient = [1, 2, 1.5 * k]
                d.PixelData = (np.arange(6) + 10 * k).astype("<i2").tobytes()
                d.save_as(f"{sys.argv[1]}/single{k}.dcm")
            """;

    private static final String TWICE = """
            import copy, sys, pydicom
            d = pydicom.dcmread(sys.argv[1] + "/enhanced.dcm")
            number = lambda n: n if sys.argv[2] in ("TemporalPositionIndex", "FrameAcquisitionNumber") else str(n)
            groups = list(d.PerFrameFunctionalGroupsSequence)[:10]
            others = copy.deepcopy(groups if sys.argv[2] != "StackID" else groups[:4])
            frame = len(d.PixelData) // 11
            for n, part in enumerate([groups, others]):
                for k, group in enumerate(part):
                    group.FrameContentSequence = pydicom.Sequence([pydicom.Dataset()])
                    setattr(group.FrameContentSequence[0], sys.argv[2], number(n + 1))
                    if n and sys.argv[2] == "StackID":
                        group.PlanePositionSequence[0].ImagePositionPatient = [1, 2, 300 + 5 * k]
            d.PerFrameFunctionalGroupsSequence = pydicom.Sequence(groups + others)
            d.NumberOfFrames = len(groups + others)
            pixels = d.PixelData[: 10 * frame]
            d.PixelData = pixels + bytes(reversed(pixels[: len(others) * frame]))
            d.save_as(sys.argv[1] + "/enhanced.dcm")
            """;

    /** One image in three files. */
    private static final String CONCATENATION = """
            import sys, pydicom
            whole = pydicom.dcmread(sys.argv[1] + "/enhanced.dcm")
            groups = sorted(list(whole.PerFrameFunctionalGroupsSequence)[:10],
                            key=lambda group: group.PlanePositionSequence[0].ImagePositionPatient[2])
            pixels = whole.PixelData
            frame = len(pixels) // 11
            for part, (low, high) in enumerate([(0, 4), (4, 8), (8, 10)]):
                d = whole
                d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID = f"1.2.3.4.5.{part + 1}"
                d.ConcatenationUID, d.InConcatenationNumber = "1.2.3.9", part + 1
                if sys.argv[2] == "total":
                    d.InConcatenationTotalNumber = 3
                d.PerFrameFunctionalGroupsSequence = pydicom.Sequence(groups[low:high])
                d.NumberOfFrames = high - low
                d.PixelData = pixels[low * frame : high * frame]
                d.save_as(f"{sys.argv[1]}/part{part + 1}.dcm")
            """;

    private static final String CONTRADICTION = """
            import sys, pydicom
            d = pydicom.dcmread(sys.argv[1] + "/enhanced.dcm")
            for group in d.PerFrameFunctionalGroupsSequence:
                group.PixelMeasuresSequence = pydicom.Sequence([pydicom.Dataset()])
                group.PixelMeasuresSequence[0].PixelSpacing = [float(sys.argv[2]), 0.5]
            d.save_as(sys.argv[1] + "/enhanced.dcm")
            """;

    @TempDir
    Path folder;

    @Test
    void framesBecomeSlices() throws Exception {
        for (String length : List.of("undefined", "defined")) {
            PythonOracle.run(folder, SCRIPT, folder, length);
            Path upload = RealCt.zip(folder, List.of(Files.readAllBytes(folder.resolve("enhanced.dcm"))));
            Study study = new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(upload, progress -> {});
            assertThat(study.scan().slices()).isEqualTo(10);
            for (int k = 0; k < 10; k++) {
                int first = k == 4 ? 2 * 40 - 500 : 10 * k - 1000;
                assertThat(study.scan().hu()[k]).startsWith(first, first + (k == 4 ? 2 : 1));
            }
            assertThat(study.scan().affine().rows())
                    .containsExactly(new double[] {-0.5, 0, 0, -1, 0, -0.6, 0, -2, 0, 0, 1.5, 0}, within(1e-12));
        }
    }

    /** A file for each frame, as some converters write them, with shared groups alone. */
    @Test
    void oneFrameMayHaveSharedGroupsAlone() throws Exception {
        PythonOracle.run(folder, SCRIPT, folder, "defined");
        PythonOracle.run(folder, SINGLE, folder);
        List<byte[]> files = new ArrayList<>();
        for (int k = 0; k < 10; k++) {
            files.add(Files.readAllBytes(folder.resolve("single" + k + ".dcm")));
        }
        Study study = new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(RealCt.zip(folder, files), progress -> {});
        assertThat(study.scan().slices()).isEqualTo(10);
        assertThat(study.scan().hu()[7]).startsWith(10 * 7 - 1000);
        assertThat(study.scan().affine().at(2, 2)).isEqualTo(1.5, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TemporalPositionIndex", "FrameAcquisitionNumber"})
    void phasesOfOneFileAreToldApart(String attribute) throws Exception {
        assertThatThrownBy(() -> readTwice(attribute))
                .hasMessageStartingWith("AMBIGUOUS_SERIES")
                .hasMessageEndingWith(
                        "the series holds 2 phases or reconstructions that are equally suitable. They differ in "
                                + attribute
                                + ": 1 (10 frames), 2 (10 frames). Choose one with seriesInstanceUid and the number of its"
                                + " volume behind a colon, such as 1.2.3.4:1.");
    }

    @Test
    void framesAtOnePlaceAreNamedAsFrames() {
        assertThatThrownBy(() -> readTwice("FrameComments"))
                .hasMessageStartingWith("DUPLICATE_SLICES")
                .hasMessageContaining("z 0 mm (frames 2 and 12), z 1.5 mm (frames 7 and 17)");
    }

    /** Ten frames of the scan, and a stack of four far away. */
    @Test
    void stacksOfOneFileAreToldApart() throws Exception {
        Study study = readTwice("StackID");
        assertThat(study.scan().slices()).isEqualTo(10);
        assertThat(study.scan().affine().at(2, 2)).isEqualTo(1.5, within(1e-12));
    }

    private Study readTwice(String attribute) throws Exception {
        PythonOracle.run(folder, SCRIPT, folder, "defined");
        PythonOracle.run(folder, TWICE, folder, attribute);
        return new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(folder.resolve("enhanced.dcm"), progress -> {});
    }

    /** A missing part at an end leaves an even stack. */
    @ParameterizedTest
    @CsvSource({
        "total, 1 2 3, ''",
        "total, 2 3, 'is a concatenation of 3 files (InConcatenationTotalNumber). InConcatenationNumber 2, 3 are there, 1 is'",
        "total, 1 2, 'is a concatenation of 3 files (InConcatenationTotalNumber). InConcatenationNumber 1, 2 are there, 3 is'",
        "none, 1 2, ''",
        "none, 2 3, 'is a concatenation of at least 3 files (InConcatenationTotalNumber). InConcatenationNumber 2, 3 are there'"
    })
    void aMissingPartOfAConcatenationIsTold(String total, String parts, String told) throws Exception {
        PythonOracle.run(folder, SCRIPT, folder, "defined");
        PythonOracle.run(folder, CONCATENATION, folder, total);
        List<byte[]> files = new ArrayList<>();
        for (String part : parts.split(" ")) {
            files.add(Files.readAllBytes(folder.resolve("part" + part + ".dcm")));
        }
        Path upload = RealCt.zip(folder, files);
        DicomStudyReader reader = new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE);
        if (told.isEmpty()) {
            assertThat(reader.read(upload, progress -> {}).scan().slices()).isEqualTo(parts.length() > 3 ? 10 : 8);
        } else {
            assertThatThrownBy(() -> reader.read(upload, progress -> {}))
                    .hasMessageStartingWith("MISSING_SLICES")
                    .hasMessageContaining(told)
                    .hasMessageEndingWith("missing. Send all its files.");
        }
    }

    /** The standard allows shared or per-frame pixel measures. Equal ones contradict nothing; a frame's scale holds. */
    @Test
    void contradictingPixelSpacingsAreRefused() throws Exception {
        PythonOracle.run(folder, SCRIPT, folder, "defined");
        PythonOracle.run(folder, CONTRADICTION, folder, "0.6");
        Path upload = folder.resolve("enhanced.dcm");
        DicomStudyReader reader = new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE);
        assertThat(reader.read(upload, progress -> {}).quality())
                .extracting(QualityFlag::code)
                .contains("HEADER_REPAIRED");
        PythonOracle.run(folder, CONTRADICTION, folder, "0.4");
        assertThatThrownBy(() -> reader.read(upload, progress -> {}))
                .hasMessageStartingWith("CORRUPT_IMAGE: PixelSpacing stands in SharedFunctionalGroupsSequence and");
    }

    @Test
    void cutPixelsAreCorrupt() throws Exception {
        PythonOracle.run(folder, SCRIPT, folder, "defined");
        byte[] whole = Files.readAllBytes(folder.resolve("enhanced.dcm"));
        Path upload = RealCt.zip(folder, List.of(Arrays.copyOf(whole, whole.length - 1)));
        assertThatThrownBy(() ->
                        new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith("CORRUPT_IMAGE");
    }
}
