package org.lungburden.job.upkeep;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.lungburden.artifact.AttemptFile;

/** What the rows say of stored files. Each call asks once for all; safe on several instances at once. */
public interface Orphans {

    /**
     * Gives up uploads that have no job: for each a deleted job is written, whose purge removes the file. A submit of the
     * same id that commits first is left alone; one that comes later fails, so no job is ever left without its upload.
     *
     * @param jobIds ids of the jobs that the uploads were meant for
     * @return how many were given up
     */
    int abandon(Collection<UUID> jobIds);

    /**
     * Hands over those jobs that finished before and are not deleted. None of them can be queued again until the call
     * returns. What the remover throws is thrown on.
     */
    void finishedBefore(Instant time, Collection<UUID> jobIds, Consumer<List<UUID>> remover);

    /**
     * Those files that no row will ever name again: of attempts that neither run nor became the result of their job.
     * Files of deleted jobs are left to the purge.
     */
    List<AttemptFile> lost(Collection<AttemptFile> files);
}
