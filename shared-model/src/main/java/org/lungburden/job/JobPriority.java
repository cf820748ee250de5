package org.lungburden.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How soon a job is wanted; {@link FairOrder} tells what that means.
 *
 * <p>Any other name is one that a newer version wrote. This version shows it to clients and serves such a job like one
 * of a batch.
 */
public record JobPriority(@JsonValue String name) {
    /** Somebody waits for the result. */
    public static final JobPriority INTERACTIVE = new JobPriority("interactive");
    /** Nobody waits for this one job. */
    public static final JobPriority BATCH = new JobPriority("batch");

    private static final List<JobPriority> KNOWN = List.of(INTERACTIVE, BATCH);

    /** The priorities of this version, the most urgent first. */
    public static List<JobPriority> known() {
        return KNOWN;
    }

    /** Empty for a name that this version does not know. */
    public static Optional<JobPriority> of(String name) {
        return KNOWN.stream().filter(known -> known.name.equals(name)).findFirst();
    }

    /** That of a job whose client does not say. */
    public static JobPriority usual(@Nullable String batch) {
        return batch == null ? INTERACTIVE : BATCH;
    }

    @Override
    public String toString() {
        return name;
    }
}
