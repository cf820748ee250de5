package org.lungburden.api.upload.submit;

import org.lungburden.job.Job;

/**
 * The job in the answer to a post.
 *
 * @param replayed whether an earlier post with the same idempotency key created the job
 */
public record Submitted(Job job, boolean replayed) {}
