package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Tells people which of the volumes of one series is which, by the numbers in which they differ. */
final class VolumeLabels {
    /**
     * @param differing what tells the volumes of a series apart
     * @param clock what tells them apart, too
     */
    private record OfSeries(List<Distinction> differing, Optional<Clock> clock, double startSeconds) {
        static OfSeries of(List<SeriesCandidate> volumes) {
            Differences differences = new Differences(volumes);
            Optional<Clock> clock = differences.clock();
            double startSeconds = clock.stream()
                    .flatMapToDouble(found -> volumes.stream().flatMapToDouble(volume -> start(volume, found).stream()))
                    .min()
                    .orElse(0);
            return new OfSeries(differences.differing(), clock, startSeconds);
        }

        String label(SeriesCandidate volume) {
            String numbers = differing.stream()
                    .flatMap(
                            attribute -> attribute.value().apply(volume.frames().get(0)).stream()
                                    .filter(Distinction::isNumber)
                                    .map(value -> ", " + attribute.keyword() + " " + value))
                    .collect(Collectors.joining());
            return numbers.isEmpty() ? later(volume) : numbers;
        }

        /** The time of the day would tell more about the patient than is needed. */
        private String later(SeriesCandidate volume) {
            OptionalDouble seconds = clock.isEmpty() ? OptionalDouble.empty() : start(volume, clock.get());
            return seconds.isEmpty()
                    ? ""
                    : ", " + SpacingFault.decimal(seconds.getAsDouble() - startSeconds) + " s after the first";
        }

        private static OptionalDouble start(SeriesCandidate volume, Clock clock) {
            return volume.frames().stream()
                    .flatMapToDouble(frame -> clock.seconds().apply(frame.attributes()).stream())
                    .min();
        }
    }

    private final Map<String, OfSeries> series = new HashMap<>();

    VolumeLabels(List<SeriesCandidate> candidates) {
        Map<String, List<SeriesCandidate>> volumes = new HashMap<>();
        candidates.stream()
                .filter(candidate -> candidate.volume() != null)
                .forEach(candidate -> volumes.computeIfAbsent(uid(candidate), none -> new ArrayList<>())
                        .add(candidate));
        volumes.forEach((uid, ofSeries) -> series.put(uid, OfSeries.of(ofSeries)));
    }

    /** Begins with a comma; empty for a series of one volume, and when no number tells the volume from others. */
    String of(SeriesCandidate candidate) {
        OfSeries ofSeries = candidate.volume() == null ? null : series.get(uid(candidate));
        return ofSeries == null ? "" : ofSeries.label(candidate);
    }

    /** Only what has a valid UID gets a number. */
    private static String uid(SeriesCandidate numbered) {
        return Objects.requireNonNull(numbered.seriesInstanceUid());
    }
}
