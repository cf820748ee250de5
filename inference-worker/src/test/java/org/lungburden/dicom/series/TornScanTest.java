package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.error.SeriesOption;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** Half of the lungs is never measured as the whole. */
class TornScanTest {
    private static final String CHEST = "1.2.3.10";
    private static final String OTHER = "1.2.3.2";

    @TempDir
    Path folder;

    /** Slices with lung, from a height on. */
    private static void block(
            SeriesUpload upload, String uid, double z, double stepMm, int slices, Consumer<TestSlice> change) {
        for (int k = 0; k < slices; k++) {
            upload.image(uid, z + stepMm * k, slice -> {
                TestLungs.draw(slice);
                change.accept(slice);
            });
        }
    }

    private static Consumer<TestSlice> acquisition(int number) {
        return text(Tag.ACQUISITION_NUMBER, "IS", "" + number);
    }

    static Stream<Arguments> torn() {
        return Stream.of(
                torn("MISSING_SLICES: Not measured: 1 slice is missing between z 57 and 63 mm", upload -> {
                    block(upload, CHEST, 0, 3, 20, acquisition(1));
                    block(upload, CHEST, 63, 3, 19, acquisition(2));
                }),
                torn("MISSING_SLICES: Not measured: 9 slices are missing between z 57 and 87 mm", upload -> {
                    block(upload, CHEST, 0, 3, 20, acquisition(1));
                    block(upload, CHEST, 87, 3, 19, acquisition(2));
                }),
                torn("MIXED_GEOMETRY: Not measured: the slices differ in Rows or Columns.", upload -> {
                    block(upload, CHEST, 0, 3, 20, acquisition(1));
                    upload.image(CHEST, 60, slice -> TestLungs.draw(slice, 6, 6, 20, true));
                }),
                torn("They lie in 2 stacks (20 slices and 12 slices) with a gap of 63 mm, and each shows", upload -> {
                    block(upload, CHEST, 0, 3, 20, acquisition(1));
                    block(upload, CHEST, 120, 2.5, 12, acquisition(2));
                }),
                torn("the slice distance changes from 2.5 mm to 5 mm at z 50 mm", upload -> {
                    block(upload, CHEST, 0, 2.5, 21, slice -> {});
                    block(upload, CHEST, 55, 5, 12, slice -> {});
                }),
                torn("one scan in blocks that overlap (20 slices and 18 slices)", upload -> {
                    block(upload, CHEST, 0, 3, 20, acquisition(1));
                    block(upload, CHEST, 48, 3, 18, acquisition(2));
                }),
                torn("AMBIGUOUS_SERIES: Not measured: each of 2 stacks of slices (20 slices and 18 slices)", upload -> {
                    block(upload, CHEST, 0, 3, 20, acquisition(1));
                    block(upload, OTHER, 48.5, 3, 18, acquisition(2));
                }),
                torn("AMBIGUOUS_SERIES: Not measured: each of 2 stacks of slices (20 slices and 18 slices)", upload -> {
                    block(upload, CHEST, 0, 3, 20, text(Tag.CONVOLUTION_KERNEL, "SH", "B30f"));
                    block(upload, OTHER, 60, 3, 18, text(Tag.CONVOLUTION_KERNEL, "SH", "B50f"));
                }),
                torn("MIXED_GEOMETRY", upload -> {
                    block(upload, CHEST, 0, 3, 20, acquisition(1));
                    block(upload, CHEST, 60, 3, 18, acquisition(2).andThen(text(Tag.PIXEL_SPACING, "DS", "9.5\\9.5")));
                }));
    }

    private static Arguments torn(String told, Consumer<SeriesUpload> scan) {
        return Arguments.of(told, scan);
    }

    @ParameterizedTest
    @MethodSource("torn")
    void aPartOfAScanIsRefused(String told, Consumer<SeriesUpload> scan) {
        SeriesUpload upload = new SeriesUpload();
        scan.accept(upload);
        assertThatThrownBy(() -> upload.read(folder)).hasMessageContaining(told);
    }

    /** Whoever asks for one of two series gets it, with a note. */
    @Test
    void aPartIsMeasuredWhenItIsAskedFor() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        block(upload, CHEST, 0, 3, 20, acquisition(1));
        block(upload, OTHER, 48.5, 3, 18, acquisition(2));
        Study study = upload.read(folder, OTHER);
        assertThat(study.scan().slices()).isEqualTo(18);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("SLICES_LEFT_OUT");
    }

    /** Stacks of one series that lie apart are named with the gap, and each can be asked for. */
    @Test
    void aStackOfOneSeriesIsMeasuredWhenItIsAskedFor() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        block(upload, CHEST, 0, 3, 20, acquisition(1));
        block(upload, CHEST, 120, 2.5, 12, acquisition(2));
        assertThatThrownBy(() -> upload.read(folder)).isInstanceOfSatisfying(SeriesChoiceException.class, e -> {
            assertThat(e.detail()).endsWith("behind a colon, such as 1.2.3.10:1.");
            assertThat(e.candidates()).extracting(SeriesOption::volume).containsExactly(1, 2);
        });
        assertThat(upload.read(folder, CHEST + ":1").scan().slices()).isEqualTo(20);
        assertThat(upload.read(folder, CHEST + ":2").scan().slices()).isEqualTo(12);
    }

    /** Two exports of one scan: the second goes on where the first ends. */
    @Test
    void aSeriesThatGoesOnWhereAnotherEndsIsJoined() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        block(upload, CHEST, 0, 3, 20, acquisition(1));
        block(upload, OTHER, 60, 3, 18, acquisition(2));
        assertThat(upload.read(folder).scan().slices()).isEqualTo(38);
    }

    /** The abdomen begins where the chest ends, with another slice distance, and shows no lung there. */
    @Test
    void aScanOfTheAbdomenBelowIsNoPart() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        block(upload, CHEST, 0, 3, 20, slice -> {});
        block(upload, CHEST, -60, 5, 12, slice -> TestLungs.draw(slice, 0, 0, 32, false));
        assertThat(upload.read(folder).scan().slices()).isEqualTo(20);
    }

    /** Of two phases the second reaches lower, where lung is. */
    @Test
    void phasesThatShareMostOfTheirExtentAreNoParts() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        block(upload, CHEST, 0, 3, 20, acquisition(1));
        block(upload, CHEST, -6, 3, 19, acquisition(2));
        assertThat(upload.read(folder).scan().slices()).isEqualTo(20);
    }

    /** Rotations with two numbers in turn, made on one way through the body; and two breaths, one after the other. */
    @Test
    void acquisitionsThatAlternateOnOneWayThroughTimeAreOneScan() throws Exception {
        assertThat(alternating(k -> 10 + k, k -> "").read(folder).scan().slices())
                .isEqualTo(24);
        assertThat(alternating(k -> 50 - k, k -> "").read(folder).scan().slices())
                .isEqualTo(24);
        alternating(k -> 10 + k / 2 + 30 * (k % 2), k -> "").assertRefused(folder, ErrorCode.AMBIGUOUS_SERIES);
        alternating(k -> 10, k -> "").assertRefused(folder, ErrorCode.AMBIGUOUS_SERIES);
        assertThat(alternating(k -> 10 + k, k -> k % 2 == 0 ? "B30f" : "B70f")
                        .read(folder)
                        .scan()
                        .slices())
                .isEqualTo(12);
    }

    private static SeriesUpload alternating(IntUnaryOperator second, IntFunction<String> kernel) {
        return SeriesUpload.slices(
                CHEST,
                24,
                (k, slice) -> slice.text(Tag.ACQUISITION_NUMBER, "IS", "" + (1 + k % 2))
                        .text(Tag.ACQUISITION_TIME, "TM", "1200" + second.applyAsInt(k))
                        .text(Tag.CONVOLUTION_KERNEL, "SH", kernel.apply(k)));
    }

    /** Breaths, contrast, energies and thicknesses that alternate from slice to slice, as reconstructions may. */
    @ParameterizedTest
    @CsvSource({"AcquisitionNumber, IS, 1, 2", "ContrastBolusAgent, LO, Iohexol, Iodixanol", "KVP, DS, 80, 140"})
    void interleavedScansAreNotOne(String keyword, String vr, String one, String other) throws Exception {
        int tag = switch (keyword) {
            case "KVP" -> Tag.KVP;
            case "AcquisitionNumber" -> Tag.ACQUISITION_NUMBER;
            default -> Tag.CONTRAST_BOLUS_AGENT;
        };
        SeriesUpload upload =
                SeriesUpload.slices(CHEST, 24, (k, slice) -> slice.text(tag, vr, k % 2 == 0 ? one : other));
        assertThatThrownBy(() -> upload.read(folder))
                .hasMessageStartingWith("AMBIGUOUS_SERIES")
                .hasMessageContaining("They differ in " + keyword)
                .satisfies(refusal -> assertThat(
                                String.valueOf(refusal.getMessage()).contains("if they are one scan"))
                        .isEqualTo(keyword.equals("AcquisitionNumber")));
        Study study = upload.image(CHEST, 48, slice -> slice.text(tag, vr, one)).read(folder);
        assertThat(study.scan().slices()).isEqualTo(13);
        assertThat(Objects.requireNonNull(study.series()).others())
                .extracting(SeriesOption::slices)
                .containsExactly(12);
    }
}
