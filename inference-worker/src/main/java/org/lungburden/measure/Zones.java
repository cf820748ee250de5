package org.lungburden.measure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides each lung into thirds of its own height, from its lowest to its highest slice. A slice belongs to the third
 * that holds the slice's center. The thirds stand for the zones of Ooi et al. 2004 (doi 10.1148/radiol.2303030853),
 * whose borders are landmarks instead (carina and inferior pulmonary vein); the scores are therefore not
 * interchangeable.
 */
final class Zones {
    private static final int THIRDS = 3;

    private final LabelCounts counts;
    /** {@code [side code]}: the lowest slice with lung, and one past the highest. */
    private final int[][] height = new int[THIRDS][2];

    Zones(LabelCounts counts) {
        this.counts = counts;
        for (Side side : Side.values()) {
            int low = 0;
            int end = counts.slices();
            while (low < end && !counts.holdsLung(side.code(), low)) {
                low++;
            }
            while (end > low && !counts.holdsLung(side.code(), end - 1)) {
                end--;
            }
            height[side.code()] = new int[] {low, end};
        }
    }

    /** The zone of a slice; null where the slice does not reach this lung. */
    @Nullable
    Zone at(Side side, int k) {
        int low = height[side.code()][0];
        int end = height[side.code()][1];
        if (k < low || k >= end) {
            return null;
        }
        int third = (int) (THIRDS * (k - low + 0.5) / (end - low));
        for (Zone zone : Zone.values()) {
            if (zone.side() == side && zone.third() == third) {
                return zone;
            }
        }
        throw new IllegalStateException("a slice lies in none of the thirds");
    }

    /** The zones that hold lung. */
    List<ZoneAmount> amounts(double voxelMl) {
        List<ZoneAmount> amounts = new ArrayList<>();
        for (Zone zone : Zone.values()) {
            int first = firstSlice(zone, zone.third());
            int end = firstSlice(zone, zone.third() + 1);
            Amount amount = counts.amount(zone.side().code(), first, end, voxelMl);
            if (amount.lung() > 0) {
                amounts.add(new ZoneAmount(zone, amount));
            }
        }
        return List.copyOf(amounts);
    }

    /** The lowest slice whose center lies in the third or above. */
    private int firstSlice(Zone zone, int third) {
        int low = height[zone.side().code()][0];
        int end = height[zone.side().code()][1];
        return low + (int) Math.ceil((double) third * (end - low) / THIRDS - 0.5);
    }
}
