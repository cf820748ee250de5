package org.lungburden.job;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a job and, alone, the transitions between them.
 *
 * <ul>
 *   <li>{@link #QUEUED}: set by submit, by an explicit retry, and when an attempt is to be followed by another.
 *   <li>{@link #RUNNING}: set by a worker's claim; ends by its fenced write, a cancel, or the reaper.
 *   <li>{@link #SUCCEEDED}: set by the worker's fenced completion; final.
 *   <li>{@link #FAILED}: set by a worker, or by the reaper when the chances are used up or the age limit
 *       has passed; left by an explicit retry.
 *   <li>{@link #CANCELLED}: set by the client; left by an explicit retry.
 * </ul>
 */
public enum JobStatus {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The states that may follow this one. */
    public Set<JobStatus> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED, FAILED);
            case RUNNING -> EnumSet.of(SUCCEEDED, FAILED, CANCELLED, QUEUED);
            case SUCCEEDED -> EnumSet.noneOf(JobStatus.class);
            case FAILED, CANCELLED -> EnumSet.of(QUEUED);
        };
    }

    public boolean canBecome(JobStatus target) {
        return next().contains(target);
    }

    /** Whether no attempt is running or waiting. */
    public boolean finished() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
