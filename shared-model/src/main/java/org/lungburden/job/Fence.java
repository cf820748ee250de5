package org.lungburden.job;

import java.util.UUID;

/** Names one attempt of one job; a write that carries it changes a row only while that attempt is the running one. */
public record Fence(UUID jobId, int attempt) {}
