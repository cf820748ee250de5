package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Vector3;
import org.lungburden.geometry.Volume;
import org.lungburden.study.DicomFacts;
import org.lungburden.study.DicomSource;
import org.lungburden.study.NiftiCodes;
import org.lungburden.study.SeriesChoice;
import org.lungburden.study.Study;

/** Each slice of a drawn scan holds its own Instance Number in all its voxels, which finds it again in any orientation. */
class SliceNamesTest {
    private static final int SLICES = 5;
    private static final Affine HEAD_LAST = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0);
    private static final Affine HEAD_FIRST = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -2, 0);
    /** A patient who lies prone, feet first, in a tilted gantry. */
    private static final Affine PRONE = Affine.ofRows(1, 0, 0, 0, 0, 1, 0.4, 0, 0, 0, -2, 0);

    private static final Affine SAGITTAL = Affine.ofRows(0, 0, -2, 0, -1, 0, 0, 0, 0, -1, 0, 0);
    private static final Affine CORONAL = Affine.ofRows(-1, 0, 0, 0, 0, 0, -2, 0, 0, -1, 0, 0);

    private static Study study(Affine affine, int frame, @Nullable Integer[] numbers) {
        short[][] hu = new short[SLICES][6];
        List<DicomSource.Image> images = new ArrayList<>();
        for (int k = 0; k < SLICES; k++) {
            Integer number = numbers[k];
            Arrays.fill(hu[k], (short) (number == null ? -1 : number));
            images.add(new DicomSource.Image(
                    "1.2", "1.2." + k, "1.3", frame == 0 ? 0 : frame + k, number, new Vector3(0, 0, k)));
        }
        DicomSource.Plane plane = new DicomSource.Plane(new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 1);
        DicomSource source = new DicomSource(Map.of(), "1.4", "1.5", plane, images, false);
        DicomFacts facts = new DicomFacts(null, null, new SeriesChoice("a", List.of()), null, null, null, source);
        return Study.ofDicom(new Volume(hu, 3, 2, affine), facts, List.of());
    }

    private static List<String> names(Study study) {
        SliceNames names = SliceNames.of(study);
        return IntStream.range(0, SLICES)
                .mapToObj(k -> names.ofSlice(k).orElse("-"))
                .toList();
    }

    private static List<String> byVoxels(Study study) {
        Volume canonical = Orientation.of(study.scan().affine()).toCanonical(study.scan());
        return IntStream.range(0, SLICES)
                .mapToObj(k -> "image " + canonical.hu()[k][0])
                .toList();
    }

    @Test
    void aSliceHasTheNumberOfTheImageWithItsVoxels() {
        Integer[] numbers = {7, 9, 4, 30, 2};
        for (Affine affine : List.of(HEAD_LAST, HEAD_FIRST, PRONE)) {
            Study study = study(affine, 0, numbers);
            assertThat(names(study)).isEqualTo(byVoxels(study));
        }
        assertThat(names(study(HEAD_LAST, 0, numbers)).get(0)).isEqualTo("image 7");
        assertThat(names(study(HEAD_FIRST, 0, numbers)).get(0)).isEqualTo("image 2");
    }

    @Test
    void anAxialSliceOfASagittalOrCoronalScanIsNoImageOfTheScan() {
        Integer[] numbers = {1, 2, 3, 4, 5};
        assertThat(names(study(SAGITTAL, 0, numbers))).containsOnly("-");
        assertThat(names(study(CORONAL, 0, numbers))).containsOnly("-");
    }

    @Test
    void framesOfOneImageAreCountedAndAMissingNumberIsNotMadeUp() {
        assertThat(names(study(HEAD_FIRST, 1, new Integer[] {8, 8, 8, 8, 8})))
                .containsExactly("frame 5", "frame 4", "frame 3", "frame 2", "frame 1");
        assertThat(names(study(HEAD_LAST, 0, new @Nullable Integer[] {1, null, 3, 4, 5})))
                .containsExactly("image 1", "-", "image 3", "image 4", "image 5");
    }

    @Test
    void niftiHasNoImages() {
        NiftiCodes codes = new NiftiCodes(1, 1, new float[8], new float[6], new float[12], 2);
        Study study = Study.ofNifti(new Volume(new short[SLICES][6], 3, 2, HEAD_LAST), codes, List.of());
        assertThat(names(study)).containsOnly("-");
    }

    @Test
    void theNameStandsBesideThePlace() {
        Study study = study(HEAD_FIRST, 0, new Integer[] {10, 20, 30, 40, 50});
        Volume canonical = Orientation.of(HEAD_FIRST).toCanonical(study.scan());
        byte[][] labels = new byte[SLICES][6];
        labels[1][4] = 1;
        labels[2][4] = 2;
        Views views = Views.of(study, canonical, new LabelVolume(labels, 3, 2, canonical.affine()));

        // canonical slice 2 is the third from the head too, at z = 2 * -2 mm
        assertThat(views.worstAxial().name()).isEqualTo("slice 3");
        assertThat(views.worstAxial().place()).isEqualTo("image 30, z = -4.0 mm");
        // row 1 lies 1 mm behind row 0: y grows to the back
        assertThat(views.worstCoronal().place()).isEqualTo("y = 1.0 mm");
        assertThat(views.axial(2))
                .extracting(Views.View::place)
                .isEqualTo(List.of("image 30, z = -4.0 mm", "image 40, z = -6.0 mm"));
    }
}
