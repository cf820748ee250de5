package org.lungburden.api.subjects;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.lungburden.followup.Measured;
import org.lungburden.followup.Measured.KernelClass;
import org.lungburden.followup.Measured.Range;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.Job;
import org.lungburden.result.ReconstructionKernel;
import org.lungburden.result.ResultDocument;
import org.lungburden.result.StoredResults;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A scan of a subject, as its job and its result tell.
 *
 * @param burdenRange in percent; null where the result has no range
 */
record TimelineScan(
        Job job,
        ResultDocument.Measured result,
        Measured measured,
        @Nullable Range burdenRange) {

    static TimelineScan of(Member member) {
        if (member.result() == null) {
            throw new IllegalArgumentException("a scan of a timeline has a result");
        }
        ResultDocument.Measured result = StoredResults.measured(member.result());
        JsonNode tree = JsonMapper.shared().readTree(member.result());
        ResultDocument.Study study = result.study();
        Double thickness = study.sliceThicknessMm();
        Measured measured = new Measured(
                result.volumesMl().pneumonia(),
                range(tree.at("/interval/pneumoniaMl")),
                result.volumesMl().lung(),
                model(result.model()),
                tree.at("/model/reader").asStringOpt().orElse(null),
                study.contrastEnhanced(),
                kernel(study.kernel()),
                thickness == null ? study.spacingMm().get(2) : thickness);
        return new TimelineScan(member.job(), result, measured, range(tree.at("/interval/burdenPercent")));
    }

    /** Results that a newer version wrote may hold a range; what is none is no range. */
    private static @Nullable Range range(JsonNode ends) {
        boolean known = ends.isArray()
                && ends.size() == 2
                && ends.get(0).isNumber()
                && ends.get(1).isNumber()
                && ends.get(0).asDouble() <= ends.get(1).asDouble();
        return known ? new Range(ends.get(0).asDouble(), ends.get(1).asDouble()) : null;
    }

    private static String model(ResultDocument.Model model) {
        return model.name() + " " + model.version() + " " + model.sha256();
    }

    private static KernelClass kernel(@Nullable String kernel) {
        if (kernel == null || ReconstructionKernel.isUnknown(kernel)) {
            return KernelClass.UNKNOWN;
        }
        return ReconstructionKernel.isVerySharp(kernel) ? KernelClass.VERY_SHARP : KernelClass.SOFT_OR_STANDARD;
    }

    /** The day of the scan, or of the submit where nobody told that of the scan. */
    LocalDate day() {
        LocalDate acquiredOn = job.scan().acquiredOn();
        return acquiredOn == null ? LocalDate.ofInstant(job.createdAt(), ZoneOffset.UTC) : acquiredOn;
    }

    boolean dayIsOfTheScan() {
        return job.scan().acquiredOn() != null;
    }
}
