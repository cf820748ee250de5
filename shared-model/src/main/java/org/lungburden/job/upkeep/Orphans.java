package org.lungburden.job.upkeep;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
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

    /**
     * Hands jobs that ended before the given time, and are not deleted, to the remover. No client can retry them until
     * the call returns. An exception of the remover passes through.
     */
    void finishedBefore(Instant time, Collection<UUID> jobIds, Consumer<List<UUID>> remover);

    /**
     * The files that no row will ever name again. Their attempts do not run and did not produce the job's result. The
     * purge removes files of deleted jobs.
     */
    List<AttemptFile> lost(Collection<AttemptFile> files);
}
