package org.lungburden.api.upload.submit;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.upload.body.DeclaredType;
import org.lungburden.artifact.Sha256;

/** The data of a post about its study. */
public record Submission(String owner, Labels labels, DeclaredType declared) {

    /**
     * Digest of the study and the query. Two posts with one key are equal when their digests are equal. Labels hold no
     * control characters and are not empty, so different queries never give the same text.
     *
     * @param studySha256 digest of the study alone, with or without a form around it
     */
    String content(String studySha256) {
        byte[] canonical = Stream.of(studySha256, labels.reference(), labels.subject(), labels.batch())
                .map(each -> Objects.requireNonNullElse(each, ""))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        return Sha256.of(canonical);
    }
}
