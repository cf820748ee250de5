package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.pixel.HounsfieldScale;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.study.StudyFormat;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.StartsPrograms;

/** Whole series from scanners, against dcmtk's decoder, pydicom and the formula of PS3.3 C.7.6.2.1.1 with numpy's straight line. */
@StartsPrograms
class RealSeriesTest {
    private static final String SCRIPT = """
            import sys, os, glob, subprocess, zipfile, numpy as np, pydicom
            folder, archive, wanted = sys.argv[1], sys.argv[2], [int(k) for k in sys.argv[3].split(",")]
            zipfile.ZipFile(archive).extractall(folder + "/x")
            names = [f for f in glob.glob(folder + "/x/**", recursive=True) if os.path.isfile(f)]
            heads = [(pydicom.dcmread(f, stop_before_pixels=True), f) for f in names]
            iop = np.array(heads[0][0].ImageOrientationPatient, float)
            normal = np.cross(iop[:3], iop[3:])
            heads.sort(key=lambda h: np.dot(normal, np.array(h[0].ImagePositionPatient, float)))
            first = heads[0][0]
            places = np.array([h[0].ImagePositionPatient for h in heads], float)
            step, start = np.polyfit(np.arange(len(heads)), places, 1)
            lps = np.eye(4)
            lps[:3, 0] = iop[:3] * float(first.PixelSpacing[1])
            lps[:3, 1] = iop[3:] * float(first.PixelSpacing[0])
            lps[:3, 2] = step
            lps[:3, 3] = start
            ras = np.diag([-1, -1, 1, 1]) @ lps
            with open(folder + "/out", "wb") as out:
                out.write(ras[:3].astype("<f8").tobytes())
                for k in wanted:
                    raw = folder + "/raw.dcm"
                    subprocess.check_call(["dcmdjpeg", heads[k][1], raw])
                    d = pydicom.dcmread(raw)
                    v = d.pixel_array.astype("f8")
                    hu = np.floor(v * float(d.RescaleSlope) + float(d.RescaleIntercept) + 0.5)
                    if "PixelPaddingValue" in d:
                        hu[v == d.PixelPaddingValue] = -1024
                    out.write(hu.astype("<i2").tobytes())
            print(len(heads))
            """;

    @TempDir
    Path folder;

    @Test
    void covidScanAgreesWithDcmtk() throws Exception {
        Study study = compare("dicom/covid-p001.zip", List.of(0, 1, 63, 100, 147), 148);
        assertThat(study.format()).isEqualTo(StudyFormat.DICOM);
        assertThat(study.contrastEnhanced()).isNull();
        assertThat(study.quality()).isEmpty();
        assertThat(study.studyInstanceUid()).matches("[0-9.]+").isNotEqualTo(study.seriesInstanceUid());
        assertThat(study.scan().affine().spacingMm()).containsExactly(new double[] {0.748, 0.748, 2}, within(0.001));
    }

    @Test
    void signedPixelsWithPaddingAgreeWithDcmtk() throws Exception {
        Study study = compare("dicom/covid-noncontrast-15slices.zip", List.of(0, 7, 14), 15);
        assertThat(study.scan().hu()[7]).contains(HounsfieldScale.PADDING_HU);
        assertThat(study.quality()).extracting(QualityFlag::code).isEmpty();
    }

    private Study compare(String name, List<Integer> wanted, int slices) throws Exception {
        Path upload = RealCt.file(name);
        String list = String.join(",", wanted.stream().map(String::valueOf).toList());
        assertThat(PythonOracle.run(folder, SCRIPT, folder, upload, list).trim())
                .isEqualTo("" + slices);
        ConcurrentLinkedQueue<Double> progress = new ConcurrentLinkedQueue<>();
        Study study = new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(upload, progress::add);
        assertThat(List.copyOf(progress)).isSorted().hasSizeGreaterThan(slices).endsWith(1.0);
        assertThat(study.scan().slices()).isEqualTo(slices);
        ByteBuffer expected =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("out"))).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : study.scan().affine().rows()) {
            assertThat(value).isEqualTo(expected.getDouble(), within(1e-9));
        }
        ShortBuffer hu = expected.asShortBuffer();
        for (int k : wanted) {
            short[] slice = new short[512 * 512];
            hu.get(slice);
            assertThat(study.scan().hu()[k]).as("slice " + k).isEqualTo(slice);
        }
        return study;
    }
}
