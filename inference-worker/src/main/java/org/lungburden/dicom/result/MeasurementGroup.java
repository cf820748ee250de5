package org.lungburden.dicom.result;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.result.ContentItem.Relation;
import org.lungburden.result.ResultDocument;

/**
 * Measurements of one finding at one site: a group of TID 1411 when it has a segment, else of TID 1501 (DICOM PS3.16 annex
 * A).
 */
final class MeasurementGroup {
    /**
     * What is measured, and where.
     *
     * @param laterality null for both lungs together, where the site alone tells all
     */
    record Subject(
            Code category,
            Code finding,
            Code site,
            @Nullable Code laterality) {
        Subject(Segment segment, Code site, @Nullable Code laterality) {
            this(segment.category(), segment.type(), site, laterality);
        }
    }

    private final DicomResult result;
    private final String name;
    private final Subject subject;
    private @Nullable Segment segment;
    private final List<ContentItem> measurements = new ArrayList<>();

    /** @param name for humans; no other group of the report has it */
    MeasurementGroup(DicomResult result, String name, Subject subject) {
        this.result = result;
        this.name = name;
        this.subject = subject;
    }

    /** The region is this segment, which has voxels, of the result's segmentation. */
    MeasurementGroup of(Segment measured) {
        this.segment = measured;
        return this;
    }

    MeasurementGroup number(Code measure, double value, Code unit) {
        measurements.add(ContentItem.number(Relation.CONTAINS, measure, value, unit));
        return this;
    }

    MeasurementGroup ml(double volume) {
        return number(Concepts.VOLUME, volume, Concepts.MILLILITER);
    }

    MeasurementGroup percentOfLung(double percent) {
        return number(Concepts.PERCENT_OF_LUNG, percent, Concepts.PERCENT);
    }

    /** Mean and standard deviation; nothing without a voxel. */
    MeasurementGroup attenuation(ResultDocument.@Nullable Density density) {
        if (density != null) {
            attenuation(density.meanHu(), Concepts.MEAN);
            if (density.sdHu() != null) {
                attenuation(density.sdHu(), Concepts.STANDARD_DEVIATION);
            }
        }
        return this;
    }

    private void attenuation(double hu, Code derivation) {
        measurements.add(ContentItem.number(Relation.CONTAINS, Concepts.ATTENUATION, hu, Concepts.HOUNSFIELD)
                .with(ContentItem.code(Relation.MODIFIER, Concepts.DERIVATION, derivation)));
    }

    /** A sentence of ASCII characters for readers of the numbers. */
    MeasurementGroup comment(String sentence) {
        measurements.add(ContentItem.text(Relation.CONTAINS, Concepts.COMMENT, sentence));
        return this;
    }

    ContentItem item() {
        return ContentItem.container(Concepts.GROUP)
                .template(segment == null ? "1501" : "1411")
                .with(identity())
                .with(region())
                .with(site())
                .with(algorithm())
                .with(measurements);
    }

    private List<ContentItem> identity() {
        String uid = segment == null ? result.trackingUid(name) : result.trackingUid(segment);
        return List.of(
                ContentItem.text(Relation.CONTEXT, Concepts.TRACKING_IDENTIFIER, name),
                ContentItem.uid(Relation.CONTEXT, Concepts.TRACKING_UID, uid),
                ContentItem.code(Relation.CONTAINS, Concepts.FINDING_CATEGORY, subject.category()),
                ContentItem.code(Relation.CONTAINS, Concepts.FINDING, subject.finding()));
    }

    private List<ContentItem> region() {
        if (segment == null) {
            return List.of();
        }
        Elements reference = SourceReferences.instance(
                        ResultKind.SEGMENTATION.sopClassUid(), result.instanceUid(ResultKind.SEGMENTATION))
                .unsignedShorts(SrTag.REFERENCED_SEGMENT_NUMBER, segment.number());
        return List.of(
                ContentItem.image(Concepts.REFERENCED_SEGMENT, reference),
                ContentItem.uid(
                        Relation.CONTAINS,
                        Concepts.SOURCE_SERIES,
                        result.source().images().get(0).seriesInstanceUid()));
    }

    private ContentItem site() {
        ContentItem site = ContentItem.code(Relation.MODIFIER, Concepts.FINDING_SITE, subject.site());
        return subject.laterality() == null
                ? site
                : site.with(ContentItem.code(Relation.MODIFIER, Concepts.LATERALITY, subject.laterality()));
    }

    /** TID 4019. */
    private List<ContentItem> algorithm() {
        ResultDocument.Model model = result.model();
        return List.of(
                ContentItem.text(Relation.MODIFIER, Concepts.ALGORITHM_NAME, ResultHeader.longString(model.name())),
                ContentItem.text(
                        Relation.MODIFIER, Concepts.ALGORITHM_VERSION, ResultHeader.longString(model.version())));
    }
}
