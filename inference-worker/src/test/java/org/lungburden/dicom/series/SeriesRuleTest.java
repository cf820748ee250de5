package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.SeriesOption;
import org.lungburden.result.ReconstructionKernel;
import org.lungburden.study.SeriesChoice;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** The rule's criteria in their order: each decides against all that follow. */
class SeriesRuleTest {
    private static final String GOOD = "1.2.3.10";
    private static final String BAD = "1.2.3.2";

    @TempDir
    Path folder;

    /** @param better makes a series better by this criterion, {@code worse} makes it worse */
    private record Criterion(String better, String worse, Consumer<SeriesUpload> good, Consumer<SeriesUpload> bad) {
        @Override
        public String toString() {
            return better;
        }
    }

    private static final Consumer<TestSlice> CORONAL = text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0\\0\\-1");

    private static Criterion byHeader(String better, String worse, Consumer<TestSlice> good, Consumer<TestSlice> bad) {
        return new Criterion(
                better,
                worse,
                upload -> upload.series(GOOD, SLICES, slice -> {
                    number(slice, 7);
                    good.accept(slice);
                }),
                upload -> upload.series(BAD, SLICES, slice -> {
                    number(slice, 3);
                    bad.accept(slice);
                }));
    }

    private static void number(TestSlice slice, int number) {
        slice.text(Tag.SERIES_NUMBER, "IS", "" + number);
    }

    static Stream<Criterion> criteria() {
        return Stream.of(
                new Criterion(
                        "axial slices",
                        "slices that are not axial",
                        upload -> upload.series(GOOD, SLICES, slice -> number(slice, 7)),
                        upload -> IntStream.range(0, 20)
                                .forEach(k -> upload.image(BAD, 0, CORONAL.andThen(slice -> {
                                    number(slice, 3);
                                    slice.text(Tag.IMAGE_POSITION_PATIENT, "DS", "0\\" + 2 * k + "\\0");
                                })))),
                byHeader(
                        "original images",
                        "reformatted, projected or secondary images",
                        text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL"),
                        text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL\\MPR")),
                byHeader(
                        "no projections by its description",
                        "projections by its description (SeriesDescription)",
                        text(Tag.SERIES_DESCRIPTION, "LO", "Thorax for MIP"),
                        text(Tag.SERIES_DESCRIPTION, "LO", "Thorax MIP 8/4")),
                byHeader(
                        "no expiration by its description",
                        "an expiration by its description (SeriesDescription)",
                        text(Tag.SERIES_DESCRIPTION, "LO", "Inspiration"),
                        text(Tag.SERIES_DESCRIPTION, "LO", "Exspiration")),
                byHeader(
                        "densities nearest to those of 70 keV by its description",
                        "densities of another energy by its description (SeriesDescription)",
                        text(Tag.SERIES_DESCRIPTION, "LO", "MonoPlus 70 keV"),
                        text(Tag.SERIES_DESCRIPTION, "LO", "MonoPlus 40 keV")),
                new Criterion(
                        "slices at most 5 mm apart",
                        "slices more than 5 mm apart",
                        upload -> upload.series(GOOD, SLICES, 5, slice -> number(slice, 7)),
                        upload -> upload.series(BAD, SLICES, 5.5, slice -> number(slice, 3))),
                new Criterion(
                        "fewer missing slices",
                        "more missing slices",
                        upload -> upload.series(GOOD, SLICES, slice -> number(slice, 7)),
                        upload -> IntStream.range(0, SLICES)
                                .filter(k -> k != 4)
                                .forEach(k -> upload.image(BAD, 2 * k, slice -> number(slice, 3)))),
                new Criterion(
                        "images as the scanner made them",
                        "derived images",
                        upload -> upload.series(GOOD, SLICES, 4, slice -> number(slice, 7)),
                        upload -> upload.series(BAD, 2 * SLICES, 2, slice -> {
                            number(slice, 3);
                            slice.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL");
                        })),
                new Criterion(
                        "slices not much thicker than their distance",
                        "slices much thicker than their distance",
                        upload -> upload.series(GOOD, SLICES, 4, slice -> number(slice, 7)),
                        upload -> upload.series(BAD, 2 * SLICES, 2, slice -> {
                            number(slice, 3);
                            slice.text(Tag.SLICE_THICKNESS, "DS", "10");
                        })),
                byHeader(
                        "no contrast medium",
                        "contrast medium",
                        text(Tag.CONTRAST_BOLUS_AGENT, "LO", "NONE"),
                        text(Tag.CONTRAST_BOLUS_AGENT, "LO", "Iohexol")),
                byHeader(
                        "a soft or standard kernel",
                        "a very sharp kernel",
                        text(Tag.CONVOLUTION_KERNEL, "SH", "B31f"),
                        text(Tag.CONVOLUTION_KERNEL, "SH", "B80f")),
                byHeader(
                        "a soft or standard kernel",
                        "a very sharp kernel",
                        text(Tag.SERIES_DESCRIPTION, "LO", "Thorax 5.0 Weichteil"),
                        text(Tag.SERIES_DESCRIPTION, "LO", "Thorax 5.0 Lunge")),
                new Criterion(
                        "more slices",
                        "fewer slices",
                        upload -> upload.series(GOOD, 2 * SLICES, 1, slice -> number(slice, 7)),
                        upload -> upload.series(BAD, SLICES, 2, slice -> number(slice, 3))),
                byHeader(
                        "the lowest series number",
                        "a higher series number",
                        slice -> number(slice, 2),
                        slice -> number(slice, 10)));
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void eachCriterionDecides(Criterion criterion) throws Exception {
        for (boolean goodFirst : new boolean[] {true, false}) {
            SeriesUpload upload = new SeriesUpload();
            (goodFirst ? criterion.good() : criterion.bad()).accept(upload);
            (goodFirst ? criterion.bad() : criterion.good()).accept(upload);

            Study study = upload.read(folder);

            assertThat(study.seriesInstanceUid()).isEqualTo(GOOD);
            SeriesChoice choice = Objects.requireNonNull(study.series());
            assertThat(choice.reason()).isEqualTo("Of 2 series that are volumes it has: " + criterion.better() + ".");
            assertThat(choice.others())
                    .extracting(SeriesOption::seriesInstanceUid)
                    .containsExactly(BAD);
            assertThat(choice.others()).extracting(SeriesOption::reason).containsExactly(criterion.worse());
        }
    }

    static Stream<Arguments> neighbors() {
        Consumer<TestSlice> none = slice -> {};
        Consumer<TestSlice> mip = text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY\\MPR");
        Consumer<TestSlice> contrast = text(Tag.CONTRAST_BOLUS_AGENT, "LO", "Iohexol");
        Consumer<TestSlice> sharp = text(Tag.CONVOLUTION_KERNEL, "SH", "LUNG");
        Consumer<TestSlice> described = text(Tag.SERIES_DESCRIPTION, "LO", "MIP AX");
        Consumer<TestSlice> expiration = text(Tag.SERIES_DESCRIPTION, "LO", "EXP 1.0");
        return Stream.of(
                Arguments.of(SLICES, 6.0, none, 3 * SLICES, 2.0, mip), // an original before thin slices
                Arguments.of(SLICES, 6.0, none, 3 * SLICES, 2.0, described), // no projection before thin slices
                Arguments.of(SLICES, 6.0, none, 3 * SLICES, 2.0, expiration), // an inspiration before thin slices
                Arguments.of(SLICES, 5.0, contrast, SLICES, 5.5, none), // thin before native
                Arguments.of(SLICES, 4.0, sharp, SLICES, 4.0, contrast), // native before soft
                Arguments.of(SLICES, 4.0, none, 2 * SLICES, 2.0, sharp)); // soft before more slices
    }

    @ParameterizedTest
    @MethodSource("neighbors")
    void anEarlierCriterionBeatsALaterOne(
            int slices, double stepMm, Consumer<TestSlice> change, int others, double othersMm, Consumer<TestSlice> bad)
            throws Exception {
        Study study = new SeriesUpload()
                .series(BAD, others, othersMm, bad)
                .series(GOOD, slices, stepMm, change)
                .read(folder);
        assertThat(study.seriesInstanceUid()).isEqualTo(GOOD);
    }

    /** A scan of the abdomen may be longer than that of the chest. */
    @Test
    void theOneThatCoversMoreOfTheLungs() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < 60; k++) {
            boolean lung = k >= 50;
            upload.image(BAD, -400 + 8.0 * k, slice -> TestLungs.draw(slice, 0, 0, 32, lung));
        }
        for (int k = 0; k < 30; k++) {
            upload.image(GOOD, 10.0 * k, TestLungs::draw);
        }
        Study study = upload.read(folder);
        assertThat(study.seriesInstanceUid()).isEqualTo(GOOD);
        assertThat(Objects.requireNonNull(study.series()).reason())
                .isEqualTo("Of 2 series that are volumes it has: more of the lung height.");
    }

    /** Slices of half the distance that show one lung, or the heart, and have the lower series number. */
    @ParameterizedTest
    @CsvSource({"16, 8, 16", "12, 12, 8"})
    void theWholeFieldOfViewBeforeAPartOfIt(int left, int top, int size) throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < 2 * SLICES; k++) {
            upload.image(BAD, 5 * k, slice -> {
                number(slice, 1);
                TestLungs.draw(slice, left, top, size, true);
            });
        }
        for (int k = 0; k < SLICES; k++) {
            upload.image(GOOD, 10 * k, slice -> {
                number(slice, 2);
                TestLungs.draw(slice);
            });
        }
        Study study = upload.read(folder);
        assertThat(study.seriesInstanceUid()).isEqualTo(GOOD);
        assertThat(Objects.requireNonNull(study.series()).others())
                .extracting(SeriesOption::reason)
                .containsExactly("less of the lungs in its slices");
    }

    @ParameterizedTest
    @CsvSource({
        "B31f, false",
        "B50f, false",
        "B60f, true",
        "B80s, true",
        "Br40d\\3, false",
        "Br64d\\3, true",
        "I70f\\2, true",
        "D40s, false",
        "STANDARD, false",
        "SOFT, false",
        "LUNG, true",
        "BONEPLUS, true",
        "FC08, false",
        "FC13, false",
        "FC30, true",
        "B_VSHARP_C, true",
        "B_SOFT_B, false",
        "Bl57d\\3, true",
        "Br59, true",
        "Br56, false",
        "FC52, true",
        "FC86, true",
        "B, false",
        "YC, true",
        "L, true",
        "unknown, false"
    })
    void veryAndNotVerySharpKernels(String kernel, boolean sharp) {
        assertThat(ReconstructionKernel.isVerySharp(kernel)).isEqualTo(sharp);
    }

    @ParameterizedTest
    @CsvSource({
        "Thorax 5.0 Lunge, true",
        "CHEST LUNG 1.25, true",
        "Lung soft 2.0, false",
        "Chest standard, false",
        "Thorax 1.0, false"
    })
    void descriptionsTellOfKernelsThatAreNotNamed(String description, boolean sharp) {
        assertThat(ImageWords.isSharp(description)).isEqualTo(sharp);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"'', true", "52, true", "none, true", "B31f, false", "STANDARD, false"})
    void someKernelsTellNothing(@Nullable String kernel, boolean unknown) {
        assertThat(ReconstructionKernel.isUnknown(kernel)).isEqualTo(unknown);
    }

    /** 120 kV comes before any energy; of the energies that are as far from 70 keV the number decides. */
    @ParameterizedTest
    @CsvSource({"MonoPlus 70 keV, MonoPlus 140 keV", "Thorax, Mono+ 50keV", "Mono_E 60_KEV, Mono 90 keV"})
    void theEnergyNearestToAnOrdinaryScan(String nearer, String farther) throws Exception {
        Study study = new SeriesUpload()
                .series(BAD, SLICES, text(Tag.SERIES_DESCRIPTION, "LO", farther))
                .series(GOOD, SLICES, text(Tag.SERIES_DESCRIPTION, "LO", nearer))
                .read(folder);
        assertThat(study.seriesInstanceUid()).isEqualTo(GOOD);
        assertThat(study.quality()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "WITHOUT CONTRAST, false",
        "NO IV CONTRAST, false",
        "Nativ, false",
        "NONE GIVEN, false",
        "Non-contrast, false",
        "N/A, ",
        "0, ",
        "-, ",
        "UNKNOWN, ",
        "ORAL, ",
        "Iohexol, true",
        "NON-IONIC 370, true",
        "ORAL AND IV, true",
        "Nonionic, true"
    })
    void wordsOfContrastMedium(String agent, @Nullable Boolean given) throws Exception {
        Study study = new SeriesUpload()
                .series(GOOD, SLICES, text(Tag.CONTRAST_BOLUS_AGENT, "LO", agent))
                .read(folder);
        assertThat(study.contrastEnhanced()).isEqualTo(given);
    }

    @Test
    void aSingleSeriesSaysSo() throws Exception {
        SeriesChoice choice =
                new SeriesUpload().series(GOOD, SLICES).read(folder).series();
        assertThat(choice).isEqualTo(new SeriesChoice("It is the only CT series.", List.of()));
    }
}
