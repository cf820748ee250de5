package org.lungburden.standalone.crash;

/** Where a service can be made to stand still, in the order of a job's life. */
enum StopPoint {
    UPLOAD_STORED,
    JOB_COMMITTED,
    MESSAGE_DUE,
    QUEUE_TOLD,
    FETCHING,
    DECODING,
    PREPROCESSING,
    SEGMENTING,
    MEASURING,
    WRITING,
    RESULT_STORED,
    COMPLETION_COMMITTED,
    DELETION_COMMITTED
}
