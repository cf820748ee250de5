package org.lungburden.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names one attempt of one job or {@link Task}. A write that carries the fence changes a row only while that attempt is the running
 * one.
 *
 * @param id of the job or the task
 * @param token random, a new one for each claim: a database that lost its latest changes gives out the same number again.
 *     Null when an earlier version claimed
 */
public record Fence(UUID id, int attempt, @Nullable UUID token) {}
