package org.lungburden.measure;

import java.util.Arrays;
import java.util.List;
import org.lungburden.geometry.HuHistogram;

/**
 * How much air the lungs hold, opacity included. The four bands are those of Gattinoni et al. 2001 (doi
 * 10.1164/ajrccm.164.9.2103121): hyperinflated up to -901 HU, normally aerated up to -501, poorly aerated up to -101,
 * not aerated up to 100 HU.
 *
 * @param outsideMl above 100 HU, such as vessels with contrast medium and bone: in none of the bands
 * @param wellAeratedPercent -950 to -700 HU, in percent of the lung volume (Colombi et al. 2020, doi
 *     10.1148/radiol.2020201433)
 * @param lungMassG the sum of volume x (HU + 1000) / 1000, with HU clamped to -1000..100
 */
public record Aeration(List<BandAmount> bands, double outsideMl, double wellAeratedPercent, double lungMassG) {
    private static final int LEAST_WELL_AERATED_HU = -950;
    private static final int MOST_WELL_AERATED_HU = -700;

    /** A range of Hounsfield units, both ends included. Lower values than -1000 HU belong to the first band. */
    public enum Band {
        HYPER(-1000, -901),
        NORMAL(-900, -501),
        POOR(-500, -101),
        NONE(-100, 100);

        private final int fromHu;
        private final int toHu;

        Band(int fromHu, int toHu) {
            this.fromHu = fromHu;
            this.toHu = toHu;
        }

        public int fromHu() {
            return fromHu;
        }

        public int toHu() {
            return toHu;
        }

        private int leastHu() {
            return this == HYPER ? Short.MIN_VALUE : fromHu;
        }
    }

    /**
     * What a band holds.
     *
     * @param percent of the lung volume
     */
    public record BandAmount(Band band, double ml, double percent, double massG) {}

    static Aeration of(HuHistogram lung, double voxelMl) {
        double lungVoxels = lung.voxels();
        List<BandAmount> bands = Arrays.stream(Band.values())
                .map(band -> {
                    long voxels = lung.count(band.leastHu(), band.toHu);
                    double massG = massPerMl(lung, band.leastHu(), band.toHu) * voxelMl;
                    return new BandAmount(band, voxels * voxelMl, 100 * voxels / lungVoxels, massG);
                })
                .toList();
        return new Aeration(
                bands,
                lung.count(Band.NONE.toHu + 1, Short.MAX_VALUE) * voxelMl,
                100 * lung.count(LEAST_WELL_AERATED_HU, MOST_WELL_AERATED_HU) / lungVoxels,
                massPerMl(lung, Short.MIN_VALUE, Short.MAX_VALUE) * voxelMl);
    }

    /** Mass in grams of one milliliter for each voxel together: (HU + 1000) / 1000, HU clamped to -1000..100. */
    private static double massPerMl(HuHistogram lung, int fromHu, int toHu) {
        double mass = 0;
        for (int hu = fromHu; hu <= toHu; hu++) {
            mass += lung.count(hu, hu) * (Math.max(-1000, Math.min(100, hu)) + 1000) / 1000.0;
        }
        return mass;
    }
}
