package org.lungburden.api.background;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.LoggedJob;
import org.lungburden.job.upkeep.PurgeSettings;
import org.lungburden.job.upkeep.Purges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the files of deleted jobs. A job whose files cannot be removed waits for a later round and does not delay
 * other jobs.
 */
final class Purger extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(Purger.class);
    private static final int BATCH = 20;

    private final Purges purges;
    private final ArtifactStore artifacts;

    Purger(Purges purges, ArtifactStore artifacts, PurgeSettings settings) {
        super("purger", settings.interval());
        this.purges = purges;
        this.artifacts = artifacts;
    }

    @Override
    void round() {
        try {
            List<Purges.Round> taken = purges.take(BATCH);
            while (!taken.isEmpty()) {
                taken.forEach(this::purge);
                taken = taken.size() < BATCH || stopping() ? List.of() : purges.take(BATCH);
            }
        } catch (RuntimeException e) {
            LOG.warn("Deleted jobs could not be read; the next round tries again", e);
        }
    }

    private void purge(Purges.Round round) {
        try (LoggedJob logged = LoggedJob.of(round.jobId())) {
            purgeLogged(round);
        }
    }

    private void purgeLogged(Purges.Round round) {
        try {
            removeFiles(round);
            purges.done(round);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Files of the deleted job {} could not be removed; a later round tries again", round.jobId(), e);
        }
    }

    private void removeFiles(Purges.Round round) throws IOException {
        artifacts.delete(round.uploadKey());
        try (Stream<String> keys = artifacts.keys(ArtifactKeys.attempts(round.jobId()))) {
            for (String key : (Iterable<String>) keys::iterator) {
                artifacts.delete(key);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
