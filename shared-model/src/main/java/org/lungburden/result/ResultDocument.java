package org.lungburden.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a job as clients read it: the measurements, and facts about the run that only the worker knows. A value
 * that was not measured is absent, never zero.
 *
 * @param reference the client's own id of the study, absent when the client gave none
 * @param timingsMs milliseconds per stage
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultDocument(
        String schemaVersion,
        String jobId,
        @Nullable String reference,
        @JsonUnwrapped Measured measured,
        Map<String, Long> timingsMs,
        String notice,
        List<Artifact> artifacts) {

    public static final String SCHEMA_VERSION = "2.0";

    /** A document of this edition. */
    public ResultDocument(
            String jobId,
            @Nullable String reference,
            Measured measured,
            Map<String, Long> timingsMs,
            List<Artifact> artifacts) {
        this(SCHEMA_VERSION, jobId, reference, measured, timingsMs, NOTICE, artifacts);
    }

    /** Result, report and model card show this sentence. */
    public static final String NOTICE =
            "Research use only, not for clinical use. Opacity of any cause is measured; nothing is diagnosed.";

    /**
     * Whether the scan was made with contrast medium, as a value of the document.
     *
     * @param told null when the scan's header does not contain this information
     */
    public static String contrast(@Nullable Boolean told) {
        return told == null ? "UNKNOWN" : told ? "YES" : "NO";
    }

    /** The findings of the pipeline. The document holds these fields at its top level. */
    public record Measured(
            Study study,
            VolumesMl volumesMl,
            BurdenPercent burdenPercent,
            List<Region> regions,
            DensityHu densityHu,
            List<Quality> quality,
            Model model) {}

    /**
     * @param format {@code DICOM} or {@code NIFTI}
     * @param spacingMm along columns, rows and slices
     * @param contrastEnhanced see {@link #contrast}
     */
    public record Study(
            String format,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String studyInstanceUid,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String seriesInstanceUid,

            int slices,
            int rows,
            int columns,
            List<Double> spacingMm,

            String contrastEnhanced) {}

    /** Milliliters. Lung includes the lesions; pneumonia = ground glass + high opacity. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VolumesMl(
            double lung,
            @Nullable Double leftLung,
            @Nullable Double rightLung,
            double groundGlass,
            double highOpacity,
            double pneumonia) {}

    /** Share of the lung volume, the lesions included, in percent. */
    public record BurdenPercent(double pneumonia, double groundGlass, double highOpacity) {}

    /** A lobe or zone. */
    public record Region(
            String region, double lungMl, double groundGlassMl, double highOpacityMl, double pneumoniaPercent) {}

    /** Mean Hounsfield units; absent when the class has no voxel. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DensityHu(
            @Nullable Double lung,
            @Nullable Double groundGlass,
            @Nullable Double highOpacity) {}

    /** Something about the scan that a reader of the numbers should know. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Quality(
            String code, String message, @Nullable Double value) {}

    public record Model(String name, String version, String sha256) {}

    /**
     * @param sizeBytes of the whole file
     * @param href relative to the service's root
     */
    public record Artifact(String name, String mediaType, long sizeBytes, String sha256, String href) {}
}
