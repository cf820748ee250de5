package org.lungburden.pipeline;

import org.lungburden.quality.EvaluatedRange;
import org.lungburden.result.ResultDocument;

/**
 * The properties of a model that the pipeline needs.
 *
 * @param manifestJson the whole manifest, for {@code GET /v1/model}
 * @param rows of the network's grid
 * @param columns of the network's grid
 * @param lowHu lower end of the HU window
 * @param highHu upper end of the HU window
 * @param neighbourDistanceMm wanted distance of adjacent slices
 * @param evaluated the scans that the model was measured on
 */
public record ModelCard(
        String name,
        String version,
        String sha256,
        String manifestJson,
        int rows,
        int columns,
        double lowHu,
        double highHu,
        double neighbourDistanceMm,
        EvaluatedRange evaluated) {

    /** Of a model that does not tell the scans that it was measured on. */
    public ModelCard(
            String name,
            String version,
            String sha256,
            String manifestJson,
            int rows,
            int columns,
            double lowHu,
            double highHu,
            double neighbourDistanceMm) {
        this(
                name,
                version,
                sha256,
                manifestJson,
                rows,
                columns,
                lowHu,
                highHu,
                neighbourDistanceMm,
                EvaluatedRange.UNTOLD);
    }

    /** The name of the model in results. */
    ResultDocument.Model asInResults() {
        return new ResultDocument.Model(name, version, sha256);
    }
}
