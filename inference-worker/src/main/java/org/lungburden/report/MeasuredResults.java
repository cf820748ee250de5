package org.lungburden.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.measure.Measurement;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Study;

/**
 * Converts a measurement into the form that clients read.
 *
 * <p>Milliliters, percents and millimeters have three decimals (1 mm³), and Hounsfield units have one decimal. A client
 * who counts the voxels of the masks thus gets the same volumes. Every number is rounded once, from the unrounded
 * measurement.
 */
public final class MeasuredResults {
    private static final int DECIMALS = 3;
    private static final int HU_DECIMALS = 1;

    private MeasuredResults() {}

    public static ResultDocument.Measured of(Study study, Measurement measurement, ResultDocument.Model model) {
        return new ResultDocument.Measured(
                studyOf(study),
                volumesOf(measurement),
                burdenOf(measurement),
                List.of(),
                densityOf(measurement),
                study.quality().stream()
                        .map(flag -> new ResultDocument.Quality(flag.code(), flag.message(), flag.value()))
                        .toList(),
                model);
    }

    private static ResultDocument.Study studyOf(Study study) {
        List<Double> spacingMm = Arrays.stream(study.scan().affine().spacingMm())
                .mapToObj(mm -> rounded(mm, DECIMALS))
                .toList();
        return new ResultDocument.Study(
                study.format().name(),
                study.studyInstanceUid(),
                study.seriesInstanceUid(),
                study.scan().slices(),
                study.scan().rows(),
                study.scan().columns(),
                spacingMm,
                ResultDocument.contrast(study.contrastEnhanced()));
    }

    private static ResultDocument.VolumesMl volumesOf(Measurement measurement) {
        return new ResultDocument.VolumesMl(
                rounded(measurement.lungMl(), DECIMALS),
                rounded(measurement.leftLungMl(), DECIMALS),
                rounded(measurement.rightLungMl(), DECIMALS),
                rounded(measurement.groundGlassMl(), DECIMALS),
                rounded(measurement.highOpacityMl(), DECIMALS),
                rounded(measurement.pneumoniaMl(), DECIMALS));
    }

    private static ResultDocument.BurdenPercent burdenOf(Measurement measurement) {
        return new ResultDocument.BurdenPercent(
                rounded(measurement.pneumoniaPercent(), DECIMALS),
                rounded(measurement.groundGlassPercent(), DECIMALS),
                rounded(measurement.highOpacityPercent(), DECIMALS));
    }

    private static ResultDocument.DensityHu densityOf(Measurement measurement) {
        return new ResultDocument.DensityHu(
                rounded(measurement.lungHu(), HU_DECIMALS),
                roundedHu(measurement.groundGlassHu()),
                roundedHu(measurement.highOpacityHu()));
    }

    private static @Nullable Double roundedHu(@Nullable Double hu) {
        return hu == null ? null : rounded(hu, HU_DECIMALS);
    }

    private static double rounded(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
