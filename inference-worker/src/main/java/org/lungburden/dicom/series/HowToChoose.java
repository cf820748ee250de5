package org.lungburden.dicom.series;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says how a client gets one of several series or volumes. */
final class HowToChoose {
    private HowToChoose() {}

    /** A series without a valid UID cannot be asked for. */
    static String sentence(List<SeriesCandidate> candidates) {
        Set<String> seen = new HashSet<>();
        boolean choosable = candidates.stream()
                .allMatch(candidate -> candidate.seriesInstanceUid() != null
                        && (candidate.volume() != null
                                || candidate.writtenUids().stream().allMatch(seen::add)));
        if (choosable) {
            return example(candidates)
                    .map(example ->
                            "Choose one with seriesInstanceUid and the number of its volume behind a colon, such as "
                                    + example + ".")
                    .orElse("Choose one with seriesInstanceUid.");
        }
        return Differences.shareFile(candidates)
                ? "One file holds them: export one of them as a series of its own, and send that."
                : "Send the files of one alone.";
    }

    private static Optional<String> example(List<SeriesCandidate> candidates) {
        return candidates.stream()
                .flatMap(candidate -> {
                    String uid = candidate.seriesInstanceUid();
                    Integer volume = candidate.volume();
                    return uid == null || volume == null
                            ? Stream.<String>empty()
                            : Stream.of(WantedSeries.text(uid, volume));
                })
                .findFirst();
    }
}
