package org.lungburden.job;

import java.util.Comparator;

/**
 * Whose job a worker takes next. Interactive jobs come before those of batches, except that each fifth claim looks at the
 * batches first, so that they never starve. Within a priority, the owner comes first who was served longest ago. Of an
 * owner's jobs of a priority, the one that has been due longest comes first.
 */
public final class FairOrder {
    private static final long BATCH_FIRST_EVERY = 5;

    private FairOrder() {}

    /**
     * An owner's due jobs of a priority.
     *
     * @param served number of the last claim of one of them; 0 when there was none
     */
    public record Waiting(String owner, JobPriority priority, long served) {}

    /** @param claim the claim's number; each claim has one of its own, and they rise */
    public static Comparator<Waiting> at(long claim) {
        Comparator<Waiting> interactiveFirst =
                Comparator.comparing(waiting -> !waiting.priority().equals(JobPriority.INTERACTIVE));
        return (claim % BATCH_FIRST_EVERY == 0 ? interactiveFirst.reversed() : interactiveFirst)
                .thenComparing(Waiting::served)
                .thenComparing(Waiting::owner)
                .thenComparing(waiting -> waiting.priority().name());
    }
}
