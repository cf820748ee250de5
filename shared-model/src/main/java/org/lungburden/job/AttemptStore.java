package org.lungburden.job;

import java.time.Duration;
import java.util.List;

/**
 * What a running attempt needs of the store of its work, be it a job or a {@link Task}. Each method is one transaction,
 * and each change expects that the attempt is the running one.
 */
public interface AttemptStore {
    /** Extends the lease of the running attempt. False: the attempt is no longer the running one. */
    boolean renew(Fence fence, Duration lease);

    /** Whether the attempt is still the running one. */
    boolean holds(Fence fence);

    /** Writes stage and progress (0 to 1). False: the attempt is no longer the running one. */
    boolean progress(Fence fence, Stage stage, double progress);

    /** RUNNING becomes SUCCEEDED with result and artifacts. False: the attempt is no longer the running one. */
    boolean complete(Fence fence, String resultJson, List<JobArtifact> artifacts);

    /** Whether this attempt has succeeded: a commit whose answer was lost may have been made. */
    boolean succeeded(Fence fence);

    /**
     * Ends the attempt with an error. The code's category decides: FAILED, or QUEUED again with a later due time.
     * False: the attempt is no longer the running one.
     */
    boolean fail(Fence fence, JobError error);

    /**
     * Ends the attempt of a worker that stops: QUEUED and due, without counting a failure. False: the attempt is no
     * longer the running one.
     */
    boolean release(Fence fence);
}
