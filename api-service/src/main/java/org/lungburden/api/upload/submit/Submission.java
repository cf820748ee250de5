package org.lungburden.api.upload.submit;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.upload.body.DeclaredType;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.Sha256;
import org.lungburden.job.JobPriority;
import org.lungburden.job.StudyChoices;

/**
 * The data of a post about its study.
 *
 * @param acquiredOn the day of the scan; null when the client does not tell
 * @param callbackUrl whom to tell when the job ends; null for nobody
 */
public record Submission(
        String owner,
        Labels labels,
        @Nullable LocalDate acquiredOn,
        JobPriority priority,
        StudyChoices choices,
        @Nullable String callbackUrl,
        DeclaredType declared) {

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
        return Sha256.of((query + chosen()).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty without a choice, so that the digest is that of version 0.2, whose keys may still be known. */
    private String chosen() {
        String series = choices.seriesInstanceUid() == null ? "" : "\n" + choices.seriesInstanceUid();
        FileChoice files = choices.files();
        String chosen = files == null || files.equals(FileChoice.DEFAULT) ? series : series + "\n" + files.text();
        chosen = priority.equals(JobPriority.usual(labels.batch())) ? chosen : chosen + "\n" + priority.name();
        chosen = callbackUrl == null ? chosen : chosen + "\n" + callbackUrl;
        return acquiredOn == null ? chosen : chosen + "\nacquired on " + acquiredOn;
    }
}
