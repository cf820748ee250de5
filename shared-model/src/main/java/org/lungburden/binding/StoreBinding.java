package org.lungburden.binding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.database.Installation;
import org.lungburden.error.InvalidSettingException;

/** Binds an artifact store to one database: a mark in the store names the database. */
public final class StoreBinding implements StoreOwnership {
    private static final int BATCH = 200;

    private final ArtifactStore store;
    private final StoreMarks marks;
    private final Installation installation;

    public StoreBinding(ArtifactStore store, Installation installation) {
        this.store = store;
        this.marks = new StoreMarks(store);
        this.installation = installation;
    }

    /** A dump that was restored elsewhere has the id of its origin, but stands in another cluster. */
    @Override
    public boolean confirmed() throws IOException {
        return marks.read().equals(Set.of(installation.id().toString())) && inOwnCluster();
    }

    private boolean inOwnCluster() throws IOException {
        Optional<String> cluster = installation.cluster();
        return cluster.isEmpty() || marks.clusters().equals(Set.of(cluster.get()));
    }

    /** Marks a store that has no cluster's mark yet, or that the operator says has moved. */
    private void bindCluster(boolean adopt) throws IOException {
        Optional<String> cluster = installation.cluster();
        if (cluster.isPresent() && (adopt || marks.clusters().isEmpty()) && !inOwnCluster()) {
            marks.moveTo(cluster.get());
        }
        requireOwnCluster();
    }

    private void requireOwnCluster() throws IOException {
        if (!inOwnCluster() && !marks.clusters().isEmpty()) {
            throw new InvalidSettingException(
                    "the artifact store (lungburden.artifacts.location) belongs to this database"
                            + " on another PostgreSQL server: a restored copy needs a store of its own; when the database has"
                            + " moved here for good, start once with lungburden.artifacts.adopt=true");
        }
    }

    /**
     * Checks the binding for a process that may not set up a store, such as a worker.
     *
     * @return whether the store is bound to this database; false while the store has no mark
     * @throws InvalidSettingException when the store is bound to another database
     */
    public boolean check() throws IOException {
        boolean bound = installation.hasStore() && marked();
        if (bound) {
            requireOwnCluster();
        }
        return bound;
    }

    private boolean marked() throws IOException {
        store.requireUsable();
        Set<String> there = marks.read();
        if (there.isEmpty()) {
            return false;
        }
        requireOwn(there, installation.id());
        return true;
    }

    /**
     * Binds the store for a process that may set up a store. A store without a mark is bound when this database has no
     * store yet. The store must be empty or hold files of jobs that this database knows. Several processes may call
     * this at the same time.
     *
     * @param adopt whether this database also takes over files of unknown jobs, or a new store in place of its former
     *     one
     * @throws InvalidSettingException when the store belongs, or may belong, to another database
     * @throws IOException when the store does not answer, or lacks the mark that this database has already set
     */
    public void claim(boolean adopt) throws IOException {
        boolean mayBeNew = adopt || !installation.hasStore();
        if (mayBeNew) {
            store.create();
        }
        if (marked()) {
            bindCluster(adopt);
            installation.storeIsSetUp();
            return;
        }
        if (!mayBeNew) {
            throw new UnmarkedStoreException();
        }
        if (!adopt && holdsOnlyFilesOfOthers()) {
            throw new InvalidSettingException(
                    "the artifact store (lungburden.artifacts.location) holds files of which this"
                            + " database knows none; lungburden.artifacts.adopt=true takes them over");
        }
        UUID id = installation.id();
        marks.write(id);
        requireOwn(marks.read(), id);
        bindCluster(adopt);
        installation.storeIsSetUp();
    }

    private static void requireOwn(Set<String> there, UUID id) {
        if (!there.equals(Set.of(id.toString()))) {
            throw new InvalidSettingException("the artifact store (lungburden.artifacts.location) belongs to another"
                    + " database: its marks in " + StoreMarks.PREFIX + " must name only this one, whose id is " + id);
        }
    }

    private boolean holdsOnlyFilesOfOthers() throws IOException {
        boolean any = false;
        for (String prefix : List.of(ArtifactKeys.UPLOADS, ArtifactKeys.JOBS)) {
            try (Stream<String> keys = store.keys(prefix)) {
                List<UUID> batch = new ArrayList<>(BATCH);
                for (Iterator<String> left = keys.iterator(); left.hasNext(); ) {
                    any |= ArtifactKeys.jobOf(left.next()).map(batch::add).orElse(false);
                    if (batch.size() == BATCH || !left.hasNext()) {
                        if (!batch.isEmpty() && installation.knowsAny(batch)) {
                            return false;
                        }
                        batch.clear();
                    }
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return any;
    }
}
