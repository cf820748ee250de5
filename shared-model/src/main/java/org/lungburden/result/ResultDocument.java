package org.lungburden.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.SeriesOption;

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

    /** Picture, report and structured report show this sentence where there is high opacity. */
    public static final String FLUID_NOTICE = "High opacity may include pleural fluid, which then counts as lung.";

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

    /**
     * The findings of the pipeline. The document holds these fields at its top level. Results of the first edition have
     * none of the fields that may be null.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Measured(
            Study study,
            VolumesMl volumesMl,
            BurdenPercent burdenPercent,
            List<Region> regions,
            @Nullable List<Lung> lungs,
            @Nullable Severity severity,
            @Nullable Aeration aeration,
            List<Density> density,
            @Nullable HistogramHu histogramHu,
            @Nullable Lesions lesions,
            List<Quality> quality,
            Model model) {}

    /**
     * @param format {@code DICOM} or {@code NIFTI}
     * @param series how the series was chosen; absent for NIfTI
     * @param acquiredOn the day of the scan, as {@code 2026-03-01}; absent where it is not kept or the header has none
     * @param spacingMm along columns, rows and slices
     * @param contrastEnhanced see {@link #contrast}
     * @param kernel the scanner's name of its reconstruction kernel; absent when the header has none
     * @param sliceThicknessMm the thickest slice by the scanner's account; absent when the header tells nothing
     */
    public record Study(
            String format,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String studyInstanceUid,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String seriesInstanceUid,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Series series,

            int slices,
            int rows,
            int columns,
            List<Double> spacingMm,
            String contrastEnhanced,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String kernel,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double sliceThicknessMm,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String acquiredOn) {

        /** A scan whose day is not told. */
        public Study(
                String format,
                @Nullable String studyInstanceUid,
                @Nullable String seriesInstanceUid,
                @Nullable Series series,
                int slices,
                int rows,
                int columns,
                List<Double> spacingMm,
                String contrastEnhanced,
                @Nullable String kernel,
                @Nullable Double sliceThicknessMm) {
            this(
                    format,
                    studyInstanceUid,
                    seriesInstanceUid,
                    series,
                    slices,
                    rows,
                    columns,
                    spacingMm,
                    contrastEnhanced,
                    kernel,
                    sliceThicknessMm,
                    null);
        }
    }

    /**
     * How the measured series was chosen among those of the upload.
     *
     * @param chosen its Series Instance UID; absent when the header has no valid one
     * @param reason a sentence
     * @param others the series that were not measured, each with its reason
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Series(@Nullable String chosen, String reason, List<SeriesOption> others) {}

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

    /**
     * A third of a lung's own height.
     *
     * @param region such as {@code RIGHT_UPPER}
     * @param severity 0 to 4
     */
    public record Region(
            String region,
            double lungMl,
            double groundGlassMl,
            double highOpacityMl,
            double pneumoniaPercent,
            int severity) {}

    /** @param side {@code LEFT} or {@code RIGHT}, the patient's */
    public record Lung(
            String side, double lungMl, double groundGlassMl, double highOpacityMl, double pneumoniaPercent) {}

    /**
     * @param zonal the sum of the regions' scores
     * @param of the highest possible sum
     * @param highOpacityPercent opacity above -200 HU in percent of the lung volume; not the class high opacity
     */
    public record Severity(int zonal, int of, double opacityPercent, double highOpacityPercent) {}

    /** @param lungMassG absent with contrast medium, which adds to the density */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Aeration(
            List<Band> bands,
            double outsideMl,
            double wellAeratedPercent,
            @Nullable Double lungMassG) {}

    /**
     * A range of Hounsfield units, both ends included.
     *
     * @param band {@code HYPER}, {@code NORMAL}, {@code POOR} or {@code NONE}
     * @param percent of the lung volume
     * @param massG absent with contrast medium
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Band(
            String band,
            int fromHu,
            int toHu,
            double ml,
            double percent,
            @Nullable Double massG) {}

    /**
     * Hounsfield units of a class that has voxels. Results of the first edition hold the mean alone.
     *
     * @param of {@code LUNG}, {@code GROUND_GLASS} or {@code HIGH_OPACITY}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Density(
            String of,
            double meanHu,
            @Nullable Double sdHu,
            @Nullable Double p5Hu,
            @Nullable Double p50Hu,
            @Nullable Double p95Hu) {}

    /** Voxels of the lung for each bin of {@code binHu} from {@code fromHu} on; the end bins hold the rest. */
    public record HistogramHu(int fromHu, int binHu, List<Long> voxels) {}

    /** @param count all connected bodies of opacity, of which {@code largest} lists the first */
    public record Lesions(int count, List<Lesion> largest) {}

    /**
     * A connected body of opacity of one class.
     *
     * @param label 2 ground-glass opacity, 3 high opacity
     * @param centroidMm x, y and z in patient coordinates (DICOM: LPS)
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lesion(
            int label,
            double ml,
            double meanHu,
            List<Double> centroidMm,
            String side,
            @Nullable String region,
            boolean pleural) {}

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
