package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Numbers the volumes that share a SeriesInstanceUID, so that a client can choose one of them. The order is that of
 * their acquisition in time, then that of what else tells them apart, such as the acquisition number, and never that of the
 * files.
 */
final class VolumeNumbers {
    private static final Comparator<SeriesCandidate> BY_PLACE = Comparator.comparingDouble(
            part -> part.frames().get(0).along(part.frames().get(0).plane().normal()));

    private VolumeNumbers() {}

    /** @return the candidates in their order, those that are alone or no volume without a number */
    static List<SeriesCandidate> numbered(List<SeriesCandidate> candidates) {
        Map<String, List<SeriesCandidate>> volumes = new HashMap<>();
        for (SeriesCandidate candidate : candidates) {
            String uid = candidate.seriesInstanceUid();
            if (uid != null && candidate.whyNoVolume().isEmpty()) {
                volumes.computeIfAbsent(uid, none -> new ArrayList<>()).add(candidate);
            }
        }
        Map<SeriesCandidate, Integer> numbers = new IdentityHashMap<>();
        for (List<SeriesCandidate> ofOneSeries : volumes.values()) {
            ofOneSeries.sort(VolumeNumbers::compare);
            for (int n = 0; n < ofOneSeries.size() && ofOneSeries.size() > 1; n++) {
                numbers.put(ofOneSeries.get(n), n + 1);
            }
        }
        return candidates.stream()
                .map(candidate -> Optional.ofNullable(numbers.get(candidate))
                        .map(candidate::numbered)
                        .orElse(candidate))
                .toList();
    }

    private static int compare(SeriesCandidate one, SeriesCandidate other) {
        int inTime = compare(Clock.OF_ACQUISITION, one, other);
        if (inTime != 0) {
            return inTime;
        }
        for (Distinction attribute : Distinction.ALL) {
            int order = compare(value(attribute, one), value(attribute, other));
            if (order != 0) {
                return order;
            }
        }
        int made = compare(Clock.ALL, one, other);
        return made != 0
                ? made
                : BY_PLACE.thenComparing(SeriesCandidate::slices).compare(one, other);
    }

    /** By the first clock that tells the starts apart; 0 when none does. */
    private static int compare(List<Clock> clocks, SeriesCandidate one, SeriesCandidate other) {
        return clocks.stream()
                .mapToInt(clock -> Double.compare(start(clock, one), start(clock, other)))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }

    private static String value(Distinction attribute, SeriesCandidate part) {
        return attribute.value().apply(part.frames().get(0)).orElse("");
    }

    /** Numbers before other text. */
    private static int compare(String one, String other) {
        OptionalDouble first = Distinction.number(one);
        OptionalDouble second = Distinction.number(other);
        if (first.isPresent() && second.isPresent()) {
            return Double.compare(first.getAsDouble(), second.getAsDouble());
        }
        return first.isPresent() == second.isPresent() ? one.compareTo(other) : first.isPresent() ? -1 : 1;
    }

    private static double start(Clock clock, SeriesCandidate part) {
        return part.frames().stream()
                .flatMapToDouble(frame -> clock.seconds().apply(frame.attributes()).stream())
                .min()
                .orElse(0);
    }
}
