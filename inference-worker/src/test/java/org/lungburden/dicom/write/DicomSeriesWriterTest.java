package org.lungburden.dicom.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.series.DicomStudyReader;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Volume;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class DicomSeriesWriterTest {
    private static final SeriesUids UIDS = SeriesUids.derivedFrom("test");

    /** Reads the series with pydicom, checks every file with dcmftest and dcmdump, and prints what it holds. */
    private static final String SCRIPT = """
            import sys, subprocess, zipfile, glob, numpy as np, pydicom
            folder = sys.argv[1]
            zipfile.ZipFile(sys.argv[2]).extractall(folder + "/x")
            names = sorted(glob.glob(folder + "/x/CT/*.dcm"))
            numbers, uids, affine, total = [], set(), None, 0
            for name in names:
                assert subprocess.check_output(["dcmftest", name], text=True).startswith("yes:"), name
                said = subprocess.run(["dcmdump", "-q", name], capture_output=True, text=True)
                assert said.returncode == 0 and not said.stderr, said.stderr
                d = pydicom.dcmread(name)
                for element in d.iterall():
                    assert element.VR != "DS" or all(len(str(v)) <= 16 for v in np.atleast_1d(element.value))
                assert (d.Modality, d.PatientName, d.PatientID) == ("CT", "SYNTHETIC^PHANTOM", "SYNTHETIC-0001")
                assert d.file_meta.MediaStorageSOPInstanceUID == d.SOPInstanceUID and d.SOPInstanceUID.is_valid
                assert d.SOPClassUID.name == "CT Image Storage" and d.file_meta.TransferSyntaxUID.name.startswith("Explicit")
                assert d.ImplementationClassUID.is_valid if "ImplementationClassUID" in d else True
                numbers.append(int(d.InstanceNumber))
                uids.add(d.SOPInstanceUID)
                hu = d.pixel_array * float(d.RescaleSlope) + float(d.RescaleIntercept)
                total += (hu * np.arange(1, hu.size + 1).reshape(hu.shape)).sum() * int(d.InstanceNumber)
            assert len(uids) == len(names) == len(set(numbers))
            assert numbers != sorted(numbers)
            print(len(names), int(total), d.StudyInstanceUID, d.SeriesInstanceUID, "/".join(d.ImageType))
            """;

    @TempDir
    Path folder;

    static List<Affine> affines() {
        double c = Math.cos(0.3);
        double s = Math.sin(0.3);
        return List.of(
                Affine.ofRows(-0.7, 0, 0, 170.25, 0, -0.8, 0, 150.5, 0, 0, 1.25, -321.7),
                Affine.ofRows(0.7, 0, 0, -170, 0, 0.7, 0, -150, 0, 0, 3, 12),
                Affine.ofRows(-0.7, 0, 0, 0, 0, -0.7 * c, 0.1, 0, 0, -0.7 * s, 2.5, 0),
                Affine.ofRows(0, 0, 2, 5, -0.7 * c, 0.6 * s, 0, 6, -0.7 * s, -0.6 * c, 0, 7));
    }

    @ParameterizedTest
    @MethodSource("affines")
    void comesBackAsItWas(Affine affine) throws Exception {
        Volume volume = volume(affine, 9);
        Study study =
                new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(write(volume), progress -> {});
        assertThat(study.scan().affine().rows()).containsExactly(affine.rows(), within(1e-9));
        assertThat(study.scan().hu()).isDeepEqualTo(volume.hu());
        assertThat(study.studyInstanceUid()).isEqualTo(UIDS.studyInstanceUid());
        assertThat(study.seriesInstanceUid()).isEqualTo(UIDS.seriesInstanceUid());
        assertThat(study.contrastEnhanced()).isNull();
    }

    @Test
    void slicesAgainstTheNormalComeBackReversed() throws Exception {
        Volume volume = volume(Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -2, 100), 10);
        Study study =
                new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(write(volume), progress -> {});
        assertThat(study.scan().hu()[0]).isEqualTo(volume.hu()[9]);
        assertThat(study.scan().affine().at(2, 3)).isEqualTo(82);
    }

    @Test
    void isValidForPydicomAndDcmtk() throws Exception {
        Volume volume = volume(affines().get(0), 11);
        long total = 0;
        for (int k = 0; k < 11; k++) {
            for (int n = 0; n < volume.hu()[k].length; n++) {
                total += (long) volume.hu()[k][n] * (n + 1) * (k + 1);
            }
        }
        assertThat(PythonOracle.run(folder, SCRIPT, folder, write(volume)).trim())
                .isEqualTo("11 " + total + " " + UIDS.studyInstanceUid() + " " + UIDS.seriesInstanceUid()
                        + " ORIGINAL/PRIMARY/AXIAL");
    }

    @Test
    void coronalSlicesAreCalledDerived() throws Exception {
        assertThat(PythonOracle.run(
                        folder, SCRIPT, folder, write(volume(affines().get(3), 8))))
                .contains("DERIVED/SECONDARY/AXIAL");
    }

    @Test
    void clipsWhatSixteenBitsCannotHold() throws Exception {
        Volume volume = volume(affines().get(0), 8);
        volume.hu()[3][0] = Short.MAX_VALUE;
        volume.hu()[3][1] = 31743;
        volume.hu()[3][2] = Short.MIN_VALUE;
        assertThat(new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                        .read(write(volume), progress -> {})
                        .scan()
                        .hu()[3])
                .startsWith(31743, 31743, Short.MIN_VALUE);
    }

    @Test
    void sameInputGivesSameBytes() throws Exception {
        Volume volume = volume(affines().get(0), 8);
        assertThat(Files.readAllBytes(write(volume))).isEqualTo(Files.readAllBytes(write(volume)));
        assertThat(SeriesUids.derivedFrom("test")).isEqualTo(UIDS);
        assertThat(SeriesUids.derivedFrom("other")).isNotEqualTo(UIDS);
    }

    @Test
    void refusesWhatDicomCannotSay() {
        Volume skewed = volume(Affine.ofRows(-1, 0.1, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0), 8);
        assertThatThrownBy(() -> write(skewed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SeriesUids("1.2", "1.02")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SeriesUids("a.b", "1.2")).isInstanceOf(IllegalArgumentException.class);
    }

    private Path write(Volume volume) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomSeriesWriter.write(volume, UIDS, out);
        return Files.write(Files.createTempFile(folder, "series", ".zip"), out.toByteArray());
    }

    private static Volume volume(Affine affine, int slices) {
        Random random = new Random(slices);
        short[][] hu = new short[slices][7 * 5];
        for (short[] slice : hu) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = (short) (random.nextInt(4096) - 1024);
            }
        }
        return new Volume(hu, 7, 5, affine);
    }
}
