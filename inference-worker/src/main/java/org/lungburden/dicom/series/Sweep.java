package org.lungburden.dicom.series;

import java.util.List;
import java.util.OptionalDouble;
import org.lungburden.dicom.file.Tag;

/**
 * Tells one scan from two whose slices alternate. Scanners that count their rotations may give the slices of one scan two
 * acquisition numbers in turn. Then the table's way through the scan is the way through time. Two breaths or phases are
 * made one after the other, so that time goes back and forth from slice to slice.
 */
final class Sweep {
    private static final List<Clock> OF_ACQUISITION = Clock.ALL.stream()
            .filter(clock -> clock.keyword().contains("Acquisition"))
            .toList();

    private Sweep() {}

    /** @param series with parts that lie between each other */
    static boolean isOne(List<PlacedFrame> series) {
        PlacedFrame first = series.get(0);
        boolean alike = Distinction.OF_IMAGES.stream()
                .allMatch(attribute -> series.stream().allMatch(frame -> attribute.isSame(frame, first)));
        return alike
                && Phases.isEven(series)
                && OF_ACQUISITION.stream().anyMatch(clock -> goesOneWay(PlacedFrame.inOrder(series), clock));
    }

    /** Equal times of all slices tell nothing. */
    private static boolean goesOneWay(List<PlacedFrame> ordered, Clock clock) {
        double[] seconds = ordered.stream()
                .map(frame -> clock.seconds().apply(frame.attributes()))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        boolean up = seconds.length == ordered.size();
        boolean down = up;
        for (int k = 1; k < seconds.length; k++) {
            up &= seconds[k] >= seconds[k - 1];
            down &= seconds[k] <= seconds[k - 1];
        }
        return up != down;
    }

    /**
     * What to do where the parts of one series make an even stack together, and nothing tells whether they are one scan.
     * Empty for others.
     *
     * @param parts which only one of the counters of acquisitions tells apart
     */
    static String advice(List<List<PlacedFrame>> parts) {
        List<PlacedFrame> all = parts.stream().flatMap(List::stream).toList();
        boolean counted = parts.stream()
                        .map(part -> part.get(0).attributes().text(Tag.ACQUISITION_NUMBER))
                        .distinct()
                        .count()
                == parts.size();
        return counted && Phases.areInterleavedVolumes(parts) && Phases.isEven(all)
                ? " Their slices lie between each other's at even distances: if they are one scan, do not send a part of it, but"
                        + " give all slices one AcquisitionNumber. If they are several:"
                : "";
    }
}
