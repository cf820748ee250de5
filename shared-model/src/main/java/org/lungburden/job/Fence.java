package org.lungburden.job;

import java.util.UUID;

/**
 * Names one attempt of one job. A write that carries the fence changes a row only while that attempt is the running
 * one.
 */
public record Fence(UUID jobId, int attempt) {}
