package org.lungburden.standalone.client;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.StudyChoices;

/**
 * What a client says about a study that it submits; null for what it does not say.
 *
 * @param reference appears in the result and on the picture
 * @param subject a pseudonym that links a patient's scans
 * @param batch name of the group of jobs that this one belongs to
 * @param acquiredOn the day of the scan
 * @param priority {@code interactive} or {@code batch}
 * @param callbackUrl where the service tells that the job has ended
 */
public record Submission(
        @Nullable String reference,
        @Nullable String subject,
        @Nullable String batch,
        @Nullable LocalDate acquiredOn,
        @Nullable String priority,
        @Nullable String callbackUrl,
        StudyChoices choices) {

    public static Submission of(@Nullable String reference, StudyChoices choices) {
        return new Submission(reference, null, null, null, null, null, choices);
    }
}
