package org.lungburden.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lungburden.geometry.Components;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * The connected bodies of opacity, ground glass and high opacity apart. Voxels that share a face, an edge or a corner
 * are connected.
 *
 * @param count all bodies of both classes
 * @param largest at most {@link #MOST_LISTED}, by volume
 */
public record Lesions(int count, List<Lesion> largest) {
    /** More bodies are rarely looked at one by one. */
    public static final int MOST_LISTED = 10;

    private static final int[] CLASSES = {2, 3};

    static Lesions of(LabelVolume labels, Volume scan, byte[][] sides, Zones zones) {
        int count = 0;
        List<Lesion> all = new ArrayList<>();
        for (int label : CLASSES) {
            Components bodies = Components.of(
                    labels.labels(), labels.columns(), labels.rows(), 1 << label, Components.Neighbors.SPACE_26);
            count += bodies.count();
            all.addAll(new LesionSums(bodies, labels, scan, sides).lesions(label, zones));
        }
        return new Lesions(
                count,
                all.stream()
                        .sorted(Comparator.comparingDouble(Lesion::ml).reversed())
                        .limit(MOST_LISTED)
                        .toList());
    }
}
