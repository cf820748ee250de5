package org.lungburden.artifact;

import java.util.UUID;

/** A stored file and the attempt that wrote the file. */
public record AttemptFile(String key, UUID jobId, int attempt) {}
