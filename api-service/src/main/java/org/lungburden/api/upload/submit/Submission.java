package org.lungburden.api.upload.submit;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.upload.body.DeclaredType;
import org.lungburden.artifact.Sha256;

/**
 * The data of a post about its study.
 *
 * @param seriesInstanceUid the series to measure; null when the worker chooses
 */
public record Submission(
        String owner, Labels labels, @Nullable String seriesInstanceUid, DeclaredType declared) {

    /**
     * Digest of the study and the query. Two posts with one key are equal when their digests are equal. Labels hold no
     * control characters and are not empty, so different queries never give the same text.
     *
     * @param studySha256 digest of the study alone, with or without a form around it
     */
    String content(String studySha256) {
        String query = Stream.of(studySha256, labels.reference(), labels.subject(), labels.batch())
                .map(each -> Objects.requireNonNullElse(each, ""))
                .collect(Collectors.joining("\n"));
        // without a series the text is that of version 0.2, whose keys may still be known
        String series = seriesInstanceUid == null ? "" : "\n" + seriesInstanceUid;
        return Sha256.of((query + series).getBytes(StandardCharsets.UTF_8));
    }
}
