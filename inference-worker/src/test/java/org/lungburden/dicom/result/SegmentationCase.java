package org.lungburden.dicom.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.series.DicomStudyReader;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.report.LabelsFile;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;
import org.lungburden.testing.RealCt;

/** A folder with the files of a scan, its labels as NIfTI and as DICOM segmentation. */
final class SegmentationCase {
    static final ResultDocument.Model MODEL = new ResultDocument.Model("test-net", "1.2", "0123456789abcdef0123");
    static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private SegmentationCase() {}

    static void of(Path root, String name, byte[]... files) throws Exception {
        Path folder = Files.createDirectories(root.resolve(name));
        Path source = Files.createDirectory(folder.resolve("source"));
        for (int n = 0; n < files.length; n++) {
            Files.write(source.resolve(n + ".dcm"), files[n]);
        }
        Path zip = RealCt.zip(root, List.of(files));
        Study study = new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(zip, progress -> {});
        LabelVolume labels = labels(Orientation.of(study.scan().affine()).toCanonical(study.scan()));
        LabelsFile.write(labels, study, folder.resolve("labels.nii.gz"));
        DicomResult result =
                DicomResult.of(Objects.requireNonNull(study.dicom()).source(), MODEL, labels, AT);
        SegmentationFile.write(result, study, labels, folder.resolve("segmentation.dcm"));
    }

    /** Random lung and ground glass; no high opacity at all in the lower half, nothing in the first column and slice. */
    private static LabelVolume labels(Volume canonical) {
        Random random = new Random(1);
        byte[][] labels = new byte[canonical.slices()][canonical.columns() * canonical.rows()];
        for (int k = 1; k < labels.length; k++) {
            for (int n = 0; n < labels[k].length; n++) {
                labels[k][n] = n % canonical.columns() == 0 ? 0 : (byte) random.nextInt(k < labels.length / 2 ? 3 : 4);
            }
        }
        return new LabelVolume(labels, canonical.columns(), canonical.rows(), canonical.affine());
    }
}
