package org.lungburden.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.measure.Aeration;
import org.lungburden.measure.Amount;
import org.lungburden.measure.Density;
import org.lungburden.measure.Lesion;
import org.lungburden.measure.Lesions;
import org.lungburden.measure.Measurement;
import org.lungburden.measure.Side;
import org.lungburden.measure.Zone;
import org.lungburden.measure.ZoneAmount;
import org.lungburden.result.Decimals;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.SeriesChoice;
import org.lungburden.study.Study;

/**
 * Converts a measurement into the form that clients read.
 *
 * <p>Milliliters, percents and millimeters have three decimals (1 mm³), and Hounsfield units have one decimal. A client
 * who counts the voxels of the masks thus gets the same volumes. Every number is rounded once, from the unrounded
 * measurement.
 */
public final class MeasuredResults {

    private MeasuredResults() {}

    /** Tells nobody the day of the scan. */
    static ResultDocument.Measured of(Study study, Measurement measurement, ResultDocument.Model model) {
        return of(study, measurement, model, null);
    }

    /** @param acquiredOn the day of the scan; null where it is not kept */
    public static ResultDocument.Measured of(
            Study study, Measurement measurement, ResultDocument.Model model, @Nullable String acquiredOn) {
        return new ResultDocument.Measured(
                studyOf(study, acquiredOn),
                volumesOf(measurement),
                burdenOf(measurement.both()),
                measurement.zones().stream().map(MeasuredResults::regionOf).toList(),
                lungsOf(measurement),
                severityOf(measurement),
                aerationOf(measurement.aeration(), hasContrastMedium(study)),
                densitiesOf(measurement),
                new ResultDocument.HistogramHu(
                        Measurement.FROM_HU,
                        Measurement.BIN_HU,
                        Arrays.stream(measurement.lungHistogram()).boxed().toList()),
                lesionsOf(measurement.lesions()),
                study.quality().stream()
                        .map(flag -> new ResultDocument.Quality(flag.code(), flag.message(), flag.value()))
                        .toList(),
                model);
    }

    private static ResultDocument.Study studyOf(Study study, @Nullable String acquiredOn) {
        List<Double> spacingMm = Arrays.stream(study.scan().affine().spacingMm())
                .mapToObj(mm -> Decimals.three(mm))
                .toList();
        return new ResultDocument.Study(
                study.format().name(),
                study.studyInstanceUid(),
                study.seriesInstanceUid(),
                seriesOf(study),
                study.scan().slices(),
                study.scan().rows(),
                study.scan().columns(),
                spacingMm,
                ResultDocument.contrast(study.contrastEnhanced()),
                study.dicom() == null ? null : study.dicom().kernel(),
                roundedOrNull(study.sliceThicknessMm()),
                acquiredOn);
    }

    private static @Nullable Double roundedOrNull(@Nullable Double mm) {
        return mm == null ? null : Decimals.three(mm);
    }

    private static ResultDocument.@Nullable Series seriesOf(Study study) {
        SeriesChoice choice = study.series();
        return choice == null
                ? null
                : new ResultDocument.Series(study.seriesInstanceUid(), choice.reason(), choice.others());
    }

    private static ResultDocument.VolumesMl volumesOf(Measurement measurement) {
        Amount both = measurement.both();
        return new ResultDocument.VolumesMl(
                Decimals.three(both.lungMl()),
                Decimals.three(measurement.left().lungMl()),
                Decimals.three(measurement.right().lungMl()),
                Decimals.three(both.groundGlassMl()),
                Decimals.three(both.highOpacityMl()),
                Decimals.three(both.pneumoniaMl()));
    }

    private static ResultDocument.BurdenPercent burdenOf(Amount both) {
        return new ResultDocument.BurdenPercent(
                Decimals.three(both.pneumoniaPercent()),
                Decimals.three(both.groundGlassPercent()),
                Decimals.three(both.highOpacityPercent()));
    }

    private static ResultDocument.Region regionOf(ZoneAmount zone) {
        Amount amount = zone.amount();
        return new ResultDocument.Region(
                zone.zone().name(),
                Decimals.three(amount.lungMl()),
                Decimals.three(amount.groundGlassMl()),
                Decimals.three(amount.highOpacityMl()),
                Decimals.three(amount.pneumoniaPercent()),
                zone.score());
    }

    /** A lung that was not found is absent. */
    private static List<ResultDocument.Lung> lungsOf(Measurement measurement) {
        return Arrays.stream(Side.values())
                .filter(side -> measurement.of(side).lung() > 0)
                .map(side -> {
                    Amount amount = measurement.of(side);
                    return new ResultDocument.Lung(
                            side.name(),
                            Decimals.three(amount.lungMl()),
                            Decimals.three(amount.groundGlassMl()),
                            Decimals.three(amount.highOpacityMl()),
                            Decimals.three(amount.pneumoniaPercent()));
                })
                .toList();
    }

    private static ResultDocument.Severity severityOf(Measurement measurement) {
        return new ResultDocument.Severity(
                measurement.zonalScore(),
                measurement.highestZonalScore(),
                Decimals.three(measurement.both().pneumoniaPercent()),
                Decimals.three(measurement.aboveLimitPercent()));
    }

    /** By the scan's tags, or by the blood that the check of quality saw. */
    private static boolean hasContrastMedium(Study study) {
        return Boolean.TRUE.equals(study.contrastEnhanced())
                || study.quality().stream().anyMatch(flag -> flag.code().equals("CONTRAST"));
    }

    /** Contrast medium adds to the density, so that a mass would be wrong. */
    private static ResultDocument.Aeration aerationOf(Aeration aeration, boolean contrast) {
        return new ResultDocument.Aeration(
                aeration.bands().stream()
                        .map(amount -> new ResultDocument.Band(
                                amount.band().name(),
                                amount.band().fromHu(),
                                amount.band().toHu(),
                                Decimals.three(amount.ml()),
                                Decimals.three(amount.percent()),
                                contrast ? null : Decimals.three(amount.massG())))
                        .toList(),
                Decimals.three(aeration.outsideMl()),
                Decimals.three(aeration.wellAeratedPercent()),
                contrast ? null : Decimals.three(aeration.lungMassG()));
    }

    private static List<ResultDocument.Density> densitiesOf(Measurement measurement) {
        return Stream.of(
                        densityOf("LUNG", measurement.lungHu()),
                        densityOf("GROUND_GLASS", measurement.groundGlassHu()),
                        densityOf("HIGH_OPACITY", measurement.highOpacityHu()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ResultDocument.Density> densityOf(String of, @Nullable Density density) {
        return Optional.ofNullable(density)
                .map(hu -> new ResultDocument.Density(
                        of,
                        Decimals.one(hu.meanHu()),
                        Decimals.one(hu.sdHu()),
                        Decimals.one(hu.p5Hu()),
                        Decimals.one(hu.p50Hu()),
                        Decimals.one(hu.p95Hu())));
    }

    private static ResultDocument.Lesions lesionsOf(Lesions lesions) {
        return new ResultDocument.Lesions(
                lesions.count(),
                lesions.largest().stream().map(MeasuredResults::lesionOf).toList());
    }

    private static ResultDocument.Lesion lesionOf(Lesion lesion) {
        Zone zone = lesion.zone();
        return new ResultDocument.Lesion(
                lesion.label(),
                Decimals.three(lesion.ml()),
                Decimals.one(lesion.meanHu()),
                Arrays.stream(lesion.centroidMm())
                        .mapToObj(mm -> Decimals.one(mm))
                        .toList(),
                lesion.side().name(),
                zone == null ? null : zone.name(),
                lesion.pleural());
    }
}
