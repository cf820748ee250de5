package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.artifact.KnownFile;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.study.Study;
import org.lungburden.study.StudyFormat;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class LabelsFileTest {
    /** nibabel finds each label at the place in the patient where it was set, on a scan stored head first and sagittal. */
    @Test
    void theMaskLiesWhereTheScanLies(@TempDir Path folder) {
        Affine affine = Affine.ofRows(0, 0, 3, -10, -0.7, 0, 0, 20, 0, -0.8, 0, 30);
        Volume scan = new Volume(new short[5][4 * 3], 4, 3, affine);
        Study study = new Study(StudyFormat.DICOM, scan, null, null, List.of());
        Volume canonical = Orientation.of(affine).toCanonical(scan);
        LabelVolume labels = new LabelVolume(
                new byte[canonical.slices()][canonical.columns() * canonical.rows()],
                canonical.columns(),
                canonical.rows(),
                canonical.affine());
        labels.labels()[1][2 * canonical.columns() + 3] = 3;
        double[] expected = canonical.affine().apply(3, 2, 1);
        Path file = folder.resolve(KnownFile.LABELS.fileName());

        org.assertj.core.api.Assertions.assertThatCode(() -> LabelsFile.write(labels, study, file))
                .doesNotThrowAnyException();

        String script = """
                import nibabel
                image = nibabel.load('%s')
                data = np.asarray(image.dataobj)
                place = np.argwhere(data == 3)
                assert data.shape == (4, 3, 5) and len(place) == 1 and data.sum() == 3
                write(nibabel.affines.apply_affine(image.affine, place[0]), '<f8')
                """.formatted(file);
        double[] found = new double[3];
        PythonOracle.run(script, ByteBuffer.allocate(0)).asDoubleBuffer().get(found);
        assertThat(found).containsExactly(expected, org.assertj.core.api.Assertions.within(1e-5));
    }
}
