package org.lungburden.api.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.Decimals;
import org.lungburden.statistics.Confusion;

/**
 * Two outlines of one job beside each other.
 *
 * @param reference the revision that the other is compared with
 * @param voxels by label of the reference (rows) and of the revision (columns), from background to high opacity
 */
record JobAgreementView(
        UUID job, int reference, int revision, List<Compared> measures, List<List<Long>> voxels, String notice) {

    static JobAgreementView of(UUID job, int reference, int revision, Confusion voxels, double voxelMl) {
        List<Compared> measures = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (!measure.labels().isEmpty()) {
                measures.add(Compared.of(measure, voxels, voxelMl));
            }
        }
        return new JobAgreementView(job, reference, revision, measures, rows(voxels), AgreementView.NOTICE);
    }

    private static List<List<Long>> rows(Confusion voxels) {
        List<List<Long>> rows = new ArrayList<>();
        for (int reference = 0; reference < voxels.labels(); reference++) {
            List<Long> row = new ArrayList<>();
            for (int mask = 0; mask < voxels.labels(); mask++) {
                row.add(voxels.count(reference, mask));
            }
            rows.add(row);
        }
        return rows;
    }

    /**
     * One measure of both.
     *
     * @param differenceMl revision minus reference
     * @param dice absent where neither has the label
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Compared(
            String measure,
            double referenceMl,
            double revisionMl,
            double differenceMl,
            @Nullable Double dice) {
        private static Compared of(Measure measure, Confusion voxels, double voxelMl) {
            double reference = voxels.reference(measure.labels()) * voxelMl;
            double revision = voxels.mask(measure.labels()) * voxelMl;
            return new Compared(
                    measure.column(),
                    Decimals.three(reference),
                    Decimals.three(revision),
                    Decimals.three(revision - reference),
                    voxels.dice(measure.labels()).value());
        }
    }
}
