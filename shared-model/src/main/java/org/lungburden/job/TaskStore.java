package org.lungburden.job;

/** The attempts of {@link Task}s; {@link JobStore#claimNext} hands them out among the jobs. */
public interface TaskStore extends AttemptStore {}
