package org.lungburden.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names one attempt of one job. A write that carries the fence changes a row only while that attempt is the running
 * one.
 *
 * @param token random, a new one for each claim: a database that lost its latest changes gives out the same number again.
 *     Null when an earlier version claimed
 */
public record Fence(UUID jobId, int attempt, @Nullable UUID token) {}
