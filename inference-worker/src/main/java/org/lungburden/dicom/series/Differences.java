package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says what tells several phases or reconstructions apart, which may all be of one series or even of one file. */
final class Differences {
    /** More would fill the screen and tell nothing more. */
    private static final int MAX_NAMED = 4;

    private final List<SeriesCandidate> parts;
    private final String images;

    /** @param parts of one series or of several */
    Differences(List<SeriesCandidate> parts) {
        this.parts = parts;
        this.images = shareFile(parts) ? " frames" : " slices";
    }

    /** Whether one file holds frames of several parts, so that no part can be sent alone. */
    static boolean shareFile(List<SeriesCandidate> parts) {
        Set<CtFile> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (SeriesCandidate part : parts) {
            Set<CtFile> own = Collections.newSetFromMap(new IdentityHashMap<>());
            part.frames().forEach(frame -> own.add(frame.frame().file()));
            if (own.stream().anyMatch(seen::contains)) {
                return true;
            }
            seen.addAll(own);
        }
        return false;
    }

    /** One that names attributes by their keywords, and how many images each part has. */
    String sentence() {
        return byAttribute().or(this::byTime).orElseGet(this::byAttributes);
    }

    private Optional<String> byAttribute() {
        return Distinction.ALL.stream()
                .filter(attribute -> different(attribute) == parts.size())
                .findFirst()
                .map(attribute -> "They differ in " + attribute.keyword() + ": " + named(told(attribute)) + ".");
    }

    /** The attributes that have one value in each part and several values in all. */
    List<Distinction> differing() {
        return Distinction.ALL.stream()
                .filter(attribute -> different(attribute) > 1)
                .toList();
    }

    /** The clock by which each part begins after the one before ends. */
    Optional<Clock> clock() {
        return Clock.ALL.stream()
                .filter(clock -> {
                    List<Span> spans = spans(clock);
                    return spans.size() == parts.size() && areApart(spans);
                })
                .findFirst();
    }

    private static boolean areApart(List<Span> spans) {
        return IntStream.range(1, spans.size())
                .allMatch(n -> spans.get(n).fromSeconds() > spans.get(n - 1).toSeconds());
    }

    private Stream<String> told(Distinction attribute) {
        boolean numbers =
                parts.stream().flatMap(part -> value(part, attribute).stream()).allMatch(Distinction::isNumber);
        return parts.stream()
                .map(part -> numbers
                        ? value(part, attribute).orElse("no value") + " (" + part.slices() + images + ")"
                        : part.slices() + images);
    }

    /** The number of different values; 0 when a part has several. */
    private int different(Distinction attribute) {
        Set<Optional<String>> values = new HashSet<>();
        for (SeriesCandidate part : parts) {
            Set<Optional<String>> own =
                    part.frames().stream().map(attribute.value()).collect(Collectors.toSet());
            if (own.size() > 1) {
                return 0;
            }
            values.addAll(own);
        }
        return values.size();
    }

    private static Optional<String> value(SeriesCandidate part, Distinction attribute) {
        return attribute.value().apply(part.frames().get(0));
    }

    private record Span(int slices, double fromSeconds, double toSeconds) {}

    private Optional<String> byTime() {
        return Clock.ALL.stream()
                .flatMap(clock -> byTime(clock, spans(clock)).stream())
                .findFirst();
    }

    /** How long after the first each part begins. The time of the day would tell more about the patient than is needed. */
    private Optional<String> byTime(Clock clock, List<Span> spans) {
        if (spans.size() < parts.size() || !areApart(spans)) {
            return Optional.empty();
        }
        double startSeconds = spans.get(0).fromSeconds();
        return Optional.of("They differ in " + clock.keyword() + ": "
                + named(spans.stream()
                        .map(span -> span.slices()
                                + images
                                + (span.fromSeconds() == startSeconds
                                        ? ""
                                        : " from " + SpacingFault.decimal(span.fromSeconds() - startSeconds)
                                                + " s later")))
                + ".");
    }

    /** In the order of time; fewer than there are parts when a frame has no time. */
    private List<Span> spans(Clock clock) {
        List<Span> spans = new ArrayList<>();
        for (SeriesCandidate part : parts) {
            DoubleSummaryStatistics seconds = part.frames().stream()
                    .map(frame -> clock.seconds().apply(frame.attributes()))
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .summaryStatistics();
            if (seconds.getCount() == part.slices()) {
                spans.add(new Span(part.slices(), seconds.getMin(), seconds.getMax()));
            }
        }
        spans.sort(Comparator.comparingDouble(Span::fromSeconds));
        return spans;
    }

    private String byAttributes() {
        String keywords = differing().stream().map(Distinction::keyword).collect(Collectors.joining(", "));
        String counts = named(parts.stream().map(part -> part.slices() + images));
        return (keywords.isEmpty() ? "They have " : "They differ in " + keywords + ": ") + counts + ".";
    }

    private String named(Stream<String> told) {
        String first = told.limit(MAX_NAMED).collect(Collectors.joining(", "));
        return parts.size() > MAX_NAMED ? first + " and " + (parts.size() - MAX_NAMED) + " more" : first;
    }
}
