package org.lungburden.api.background;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStore.ListedArtifact;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.job.upkeep.Orphans;

/**
 * One walk through the artifact store. The walk asks the database once for each batch of files. It removes the uploads
 * that jobs no longer need, and collects the files that no row needs. Those go at the end, when it is clear how large a
 * share of the store they are.
 */
final class FileSweep {
    private static final int BATCH = 200;
    /** Each of these changes a job's row and all of its indexes, and holds the row until the statement ends. */
    private static final int SPENT = 20;
    /** More wait for the next walk, so that memory does not grow with the store. */
    private static final int MOST = 20_000;

    private final ArtifactStore artifacts;
    private final Orphans orphans;
    private final Steps steps;
    private final List<UUID> abandoned = new ArrayList<>();
    private final List<AttemptFile> lost = new ArrayList<>();
    private final List<AttemptFile> lostOfTasks = new ArrayList<>();
    private final List<String> lostLabels = new ArrayList<>();
    private long listed;
    private long orphaned;

    FileSweep(ArtifactStore artifacts, Orphans orphans, Steps steps) {
        this.artifacts = artifacts;
        this.orphans = orphans;
        this.steps = steps;
    }

    /** How the parts of a walk run. */
    interface Steps {
        /** Runs a part; a part that fails holds up no other. */
        void step(Step step);

        /** Whether the walk may go on; asked before each batch. */
        boolean mayGoOn();
    }

    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** Number of files in the store. */
    long listed() {
        return listed;
    }

    /** Number of files that no row needs. */
    long orphaned() {
        return orphaned;
    }

    /**
     * @param before uploads since then may still become jobs
     * @param spent jobs that ended before then no longer need their uploads
     */
    void walk(Instant before, Instant spent) {
        steps.step(() -> batches(ArtifactKeys.UPLOADS, batch -> {
            collect(orphans.unknown(uploads(batch, before)), abandoned);
            inParts(
                    uploads(batch, spent),
                    SPENT,
                    part -> orphans.spend(spent, part).forEach(id -> delete(ArtifactKeys.upload(id))));
        }));
        steps.step(() -> batches(ArtifactKeys.JOBS, batch -> {
            collect(orphans.lost(files(batch, ArtifactKeys::attemptOf)), lost);
            collect(orphans.lostOfTasks(files(batch, ArtifactKeys::taskAttemptOf)), lostOfTasks);
            collect(orphans.lostLabels(labels(batch, before)), lostLabels);
        }));
    }

    private <T> void collect(List<T> found, List<T> into) {
        orphaned += found.size();
        into.addAll(found.subList(0, Math.min(found.size(), MOST - into.size())));
    }

    /** Asks again before each removal, because the walk may have taken long. */
    void remove() {
        inParts(abandoned, BATCH, orphans::abandon);
        inParts(lost, BATCH, batch -> orphans.lost(batch).forEach(file -> delete(file.key())));
        inParts(lostOfTasks, BATCH, batch -> orphans.lostOfTasks(batch).forEach(file -> delete(file.key())));
        inParts(lostLabels, BATCH, batch -> orphans.lostLabels(batch).forEach(this::delete));
    }

    private <T> void inParts(List<T> all, int size, Consumer<List<T>> work) {
        for (int from = 0; from < all.size() && steps.mayGoOn(); from += size) {
            List<T> part = all.subList(from, Math.min(all.size(), from + size));
            steps.step(() -> work.accept(part));
        }
    }

    /** Ids of jobs whose upload is older than the given time. */
    private static List<UUID> uploads(List<ListedArtifact> batch, Instant before) {
        return batch.stream()
                .filter(file -> file.modified().isBefore(before))
                .flatMap(file -> ArtifactKeys.uploadOf(file.key()).stream())
                .toList();
    }

    private static List<AttemptFile> files(
            List<ListedArtifact> batch, Function<String, Optional<AttemptFile>> attempt) {
        return batch.stream()
                .flatMap(file -> attempt.apply(file.key()).stream())
                .toList();
    }

    /** Keys of labels that came before the given time; others may still become revisions. */
    private static List<String> labels(List<ListedArtifact> batch, Instant before) {
        return batch.stream()
                .filter(file -> file.modified().isBefore(before))
                .map(ListedArtifact::key)
                .filter(ArtifactKeys::isLabels)
                .toList();
    }

    private void delete(String key) {
        steps.step(() -> artifacts.delete(key));
    }

    private void batches(String prefix, Consumer<List<ListedArtifact>> work) throws IOException {
        try (Stream<ListedArtifact> files = artifacts.list(prefix)) {
            List<ListedArtifact> batch = new ArrayList<>(BATCH);
            for (Iterator<ListedArtifact> left = files.iterator(); left.hasNext(); ) {
                batch.add(left.next());
                if (batch.size() == BATCH || !left.hasNext()) {
                    if (!steps.mayGoOn()) {
                        return;
                    }
                    List<ListedArtifact> full = List.copyOf(batch);
                    batch.clear();
                    listed += full.size();
                    steps.step(() -> work.accept(full));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
