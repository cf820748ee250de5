package org.lungburden.pipeline;

import org.lungburden.result.ResultDocument;

/**
 * What the pipeline must know of a model.
 *
 * @param manifestJson the whole manifest, for {@code GET /v1/model}
 * @param rows of the network's grid
 * @param columns of the network's grid
 * @param lowHu lower end of the HU window
 * @param highHu upper end of the HU window
 * @param neighbourDistanceMm wanted distance of adjacent slices
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
        double neighbourDistanceMm) {

    /** How results name the model. */
    ResultDocument.Model asInResults() {
        return new ResultDocument.Model(name, version, sha256);
    }
}
