package org.lungburden.api.upload.submit;

import org.lungburden.job.Job;

/**
 * The job that answers a post.
 *
 * @param replayed whether an earlier post with the same idempotency key made it
 */
public record Submitted(Job job, boolean replayed) {}
