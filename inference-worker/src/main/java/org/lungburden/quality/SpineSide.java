package org.lungburden.quality;

import java.util.Arrays;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * On which side of the lungs the spine lies, looked for along j or along i. Two signs: the spine keeps the lungs apart, so
 * that they reach farther beside it than in the middle; and the spine is the widest bone. Contrast medium in the heart is
 * as dense as bone, and some scans are cut below bone, so that neither sign is enough.
 *
 * @param apart how much deeper the gap between the lungs is at the end of the axis than at its beginning, as a share of
 *     the lungs' length along the axis, mean of the slices; 0 when no slice shows both lungs
 * @param boneAtStartMm most bone along the axis in the first 40 % of the lungs' length and 30 mm before it, mean of the
 *     slices
 * @param boneAtEndMm the same in the last 40 % and 30 mm behind
 */
record SpineSide(double apart, double boneAtStartMm, double boneAtEndMm) {
    /** Slices with less of the largest section show shoulders or bowel beside a bit of lung. */
    private static final double LEAST_AREA_SHARE = 0.2;

    /** In 29 chests the gap is deeper at the back, by 0.06 to 1.05. */
    private static final double DEEPER = 0.05;

    private static final double CLEARLY_DEEPER = 0.1;
    private static final double LEAST_BONE_MM = 12;
    private static final double CLEARLY_MORE = 2;

    /** Whether both signs lie at the start of the axis. In the 29 chests they never do so along j. */
    boolean isAtStart() {
        return apart < -DEEPER && boneAtStartMm > boneAtEndMm;
    }

    /** Whether both signs clearly lie at one end of the axis, whichever. In the 29 chests they never do so along i. */
    boolean isClear() {
        return isClear(-apart, boneAtStartMm, boneAtEndMm) || isClear(apart, boneAtEndMm, boneAtStartMm);
    }

    private static boolean isClear(double deeper, double boneMm, double elsewhereMm) {
        return deeper >= CLEARLY_DEEPER && boneMm >= LEAST_BONE_MM && boneMm >= CLEARLY_MORE * elsewhereMm;
    }

    /**
     * @param axis 0 to look along i, 1 along j
     * @param scan in the canonical orientation
     * @param labels on its grid; what is not 0 is lung, at least one voxel
     */
    static SpineSide along(int axis, Volume scan, LabelVolume labels, Lungs lungs) {
        SpineSearch search = new SpineSearch(axis, scan, labels, lungs.box());
        long largest = Arrays.stream(lungs.area()).max().orElse(0);
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < scan.slices(); k++) {
            interruption.check();
            if (lungs.area()[k] >= LEAST_AREA_SHARE * largest) {
                search.add(k);
            }
        }
        return search.found();
    }
}
