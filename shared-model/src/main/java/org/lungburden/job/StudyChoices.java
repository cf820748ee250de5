package org.lungburden.job;

import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;

/**
 * What a client says about how its study is to be measured.
 *
 * @param seriesInstanceUid the series to measure; null when the client does not say
 * @param files the files that it wants; null when it does not say
 */
public record StudyChoices(
        @Nullable String seriesInstanceUid, @Nullable FileChoice files) {
    /** The client says nothing. */
    public static final StudyChoices NONE = new StudyChoices(null, null);
}
