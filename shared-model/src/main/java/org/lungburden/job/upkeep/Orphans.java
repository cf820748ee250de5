package org.lungburden.job.upkeep;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.lungburden.artifact.AttemptFile;

/** What the database knows of stored files. Each call asks once for all files. Several instances may call at once. */
public interface Orphans {

    /**
     * Gives up uploads that have no job: writes a deleted job for each, whose purge removes the file. If a submit of
     * the same id commits first, its upload stays; a later submit fails. No job therefore loses its upload.
     *
     * @param jobIds ids of the jobs that the uploads were meant for
     * @return number of uploads given up
     */
    int abandon(Collection<UUID> jobIds);

    /** Those of the ids that no job has, deleted ones included. */
    List<UUID> unknown(Collection<UUID> jobIds);

    /**
     * The jobs that ended before the given time, are not deleted, and whose uploads may therefore be removed. A job that
     * succeeded keeps its upload as long as its result, unless a setting tells another time. From this
     * call on no client can retry them. The answer repeats them until a process of an earlier version retries one.
     */
    List<UUID> spend(Instant time, Collection<UUID> jobIds);

    /**
     * The files that no row will ever name again. Their attempts do not run and did not produce the job's result. The
     * purge removes files of deleted jobs.
     */
    List<AttemptFile> lost(Collection<AttemptFile> files);

    /** The same for files of tasks, which stand in the place of the jobs. */
    List<AttemptFile> lostOfTasks(Collection<AttemptFile> files);

    /** Of these keys of labels those that no revision names. A post that still arrives has one soon. */
    List<String> lostLabels(Collection<String> keys);
}
