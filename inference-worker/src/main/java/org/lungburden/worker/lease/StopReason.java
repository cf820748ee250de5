package org.lungburden.worker.lease;

/** Why an attempt stops before its work is done. */
public enum StopReason {
    /** A fenced write changed no row: cancelled, deleted, or given to another worker. */
    LOST,
    /** The lease ran out while the database did not answer; another worker may have the job. */
    LEASE_ENDED,
    DEADLINE,
    /** The worker stops and hands the job back. */
    SHUTDOWN
}
