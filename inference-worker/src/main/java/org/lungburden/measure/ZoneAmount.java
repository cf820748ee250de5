package org.lungburden.measure;

/** The voxels of a zone, and the zone's score. */
public record ZoneAmount(Zone zone, Amount amount) {
    private static final double LEAST_ML = 1;
    /** Opacity in percent of the zone's lung from which the score is 2, 3 and 4. */
    private static final double[] STEPS_PERCENT = {25, 50, 75};

    /** The highest score of a zone. */
    public static final int HIGHEST_SCORE = STEPS_PERCENT.length + 1;

    /**
     * The extent of opacity (Ooi et al. 2004): 0 none, 1 below 25 %, 2 below 50 %, 3 below 75 %, 4 from 75 % on. Less
     * than 1 mL counts as none, because so little is within the network's error.
     */
    public int score() {
        if (amount.pneumoniaMl() < LEAST_ML) {
            return 0;
        }
        int score = 1;
        for (double step : STEPS_PERCENT) {
            score += amount.pneumoniaPercent() >= step ? 1 : 0;
        }
        return score;
    }
}
