package org.lungburden.measure;

import org.jspecify.annotations.Nullable;

/**
 * A connected body of opacity of one class.
 *
 * @param label 2 ground-glass opacity, 3 high opacity
 * @param centroidMm x, y and z in patient coordinates (DICOM PS3.3 C.7.6.2.1.1: LPS, mm)
 * @param side the lung that holds most of the lesion's voxels
 * @param zone the zone of the centroid's slice
 * @param pleural whether a face of the lesion lies at the surface of the lung, the mediastinal surface included
 */
public record Lesion(
        int label,
        double ml,
        double meanHu,
        double[] centroidMm,
        Side side,
        @Nullable Zone zone,
        boolean pleural) {}
