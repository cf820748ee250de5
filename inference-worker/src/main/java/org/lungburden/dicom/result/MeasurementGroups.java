package org.lungburden.dicom.result;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.result.MeasurementGroup.Subject;
import org.lungburden.measure.Amount;
import org.lungburden.measure.Density;
import org.lungburden.measure.Measurement;
import org.lungburden.measure.ZoneAmount;
import org.lungburden.result.Decimals;
import org.lungburden.result.ResultDocument;

/**
 * The groups of the report. Their numbers are those of the result document, with all its decimals. The one exception is
 * the lung outside opacity, which the document leaves to the reader to subtract.
 */
final class MeasurementGroups {
    private static final Map<String, Code> SIDES = Map.of("RIGHT", Concepts.RIGHT, "LEFT", Concepts.LEFT);
    private static final Map<String, Code> ZONES =
            Map.of("UPPER", Concepts.UPPER_ZONE, "MIDDLE", Concepts.MIDDLE_ZONE, "LOWER", Concepts.LOWER_ZONE);

    private final DicomResult dicom;
    private final Measurement measurement;
    private final ResultDocument.Measured result;
    private final boolean segmented;
    private final List<MeasurementGroup> groups = new ArrayList<>();

    private MeasurementGroups(
            DicomResult dicom, Measurement measurement, ResultDocument.Measured result, boolean segmented) {
        this.dicom = dicom;
        this.measurement = measurement;
        this.result = result;
        this.segmented = segmented;
    }

    /**
     * @param result made of {@code measurement}
     * @param segmented whether the result has a segmentation to refer to
     */
    static List<ContentItem> of(
            DicomResult dicom, Measurement measurement, ResultDocument.Measured result, boolean segmented) {
        MeasurementGroups all = new MeasurementGroups(dicom, measurement, result, segmented);
        all.segments();
        all.opacity();
        all.lungs();
        result.regions().forEach(all::zone);
        return all.groups.stream().map(MeasurementGroup::item).toList();
    }

    private void segments() {
        Amount both = measurement.both();
        long outside = both.lung() - both.groundGlass() - both.highOpacity();
        segment(Segment.LUNG, outside)
                .ml(Decimals.three(outside * both.voxelMl()))
                .attenuation(outsideOpacity(measurement.outsideOpacityHu()));
        segment(Segment.GROUND_GLASS, both.groundGlass())
                .ml(result.volumesMl().groundGlass())
                .percentOfLung(result.burdenPercent().groundGlass())
                .attenuation(density("GROUND_GLASS"));
        MeasurementGroup highOpacity = segment(Segment.HIGH_OPACITY, both.highOpacity())
                .ml(result.volumesMl().highOpacity())
                .percentOfLung(result.burdenPercent().highOpacity())
                .attenuation(density("HIGH_OPACITY"));
        if (both.highOpacity() > 0) {
            highOpacity.comment(ResultDocument.FLUID_NOTICE);
        }
    }

    /** An empty segment is no region, and so is one that no file holds. */
    private MeasurementGroup segment(Segment segment, long voxels) {
        MeasurementGroup group = group(segment.label(), new Subject(segment, Concepts.LUNG, null));
        return segmented && voxels > 0 ? group.of(segment) : group;
    }

    private void opacity() {
        ResultDocument.Severity severity = result.severity();
        MeasurementGroup group = group("Opacity", opacityAt(Concepts.LUNG, Concepts.BILATERAL))
                .ml(result.volumesMl().pneumonia())
                .percentOfLung(result.burdenPercent().pneumonia())
                .comment(ResultDocument.NOTICE);
        if (severity != null) {
            group.number(Concepts.DENSE_PERCENT, severity.highOpacityPercent(), Concepts.PERCENT)
                    .number(Concepts.SUM_OF_SCORES, severity.zonal(), Concepts.upTo(severity.of()));
        }
    }

    private void lungs() {
        MeasurementGroup lungs = group("Lungs", lungAt(Concepts.LUNG, Concepts.BILATERAL))
                .ml(result.volumesMl().lung())
                .attenuation(density("LUNG"));
        result.quality().forEach(flag -> lungs.comment(flag.code() + ": " + flag.message()));
        if (result.lungs() != null) {
            result.lungs().forEach(this::lung);
        }
    }

    private void lung(ResultDocument.Lung lung) {
        Code side = SIDES.get(lung.side());
        String name = lower(lung.side()) + " lung";
        group(capital(name), lungAt(Concepts.LUNG, side)).ml(lung.lungMl());
        group("Opacity of " + name, opacityAt(Concepts.LUNG, side))
                .ml(sum(lung.groundGlassMl(), lung.highOpacityMl()))
                .percentOfLung(lung.pneumoniaPercent());
    }

    private void zone(ResultDocument.Region region) {
        String[] words = region.region().split("_", 2);
        Code side = SIDES.get(words[0]);
        Code site = ZONES.get(words[1]);
        if (site == null) {
            throw new IllegalArgumentException("no zone " + region.region());
        }
        String name = lower(words[0]) + " " + lower(words[1]) + " zone";
        group(capital(name), lungAt(site, side)).ml(region.lungMl());
        group("Opacity of " + name, opacityAt(site, side))
                .ml(sum(region.groundGlassMl(), region.highOpacityMl()))
                .percentOfLung(region.pneumoniaPercent())
                .number(Concepts.ZONE_SCORE, region.severity(), Concepts.upTo(ZoneAmount.HIGHEST_SCORE));
    }

    private MeasurementGroup group(String name, Subject subject) {
        MeasurementGroup group = new MeasurementGroup(dicom, name, subject);
        groups.add(group);
        return group;
    }

    private static Subject lungAt(Code site, @Nullable Code side) {
        return new Subject(Segment.LUNG, site, side);
    }

    private static Subject opacityAt(Code site, @Nullable Code side) {
        return new Subject(Segment.GROUND_GLASS.category(), Concepts.OPACITY, site, side);
    }

    private ResultDocument.@Nullable Density density(String of) {
        return result.density().stream()
                .filter(density -> density.of().equals(of))
                .findFirst()
                .orElse(null);
    }

    private static ResultDocument.@Nullable Density outsideOpacity(@Nullable Density hu) {
        return hu == null
                ? null
                : new ResultDocument.Density(
                        "LUNG", Decimals.one(hu.meanHu()), Decimals.one(hu.sdHu()), null, null, null);
    }

    /** Of decimals as they are printed, so that a reader who adds them gets the same. */
    private static double sum(double a, double b) {
        return BigDecimal.valueOf(a).add(BigDecimal.valueOf(b)).doubleValue();
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
