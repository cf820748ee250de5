package org.lungburden.binding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.database.Installation;
import org.lungburden.error.InvalidSettingException;

/** Ties an artifact store to one database, by a mark in the store that names the database. */
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

    @Override
    public boolean confirmed() throws IOException {
        return marks.read().equals(Set.of(installation.id().toString()));
    }

    /**
     * For a process that only works on what others have set up.
     *
     * @return whether the store is bound to this database; false where it is bound to none yet
     * @throws InvalidSettingException when it is bound to another
     */
    public boolean check() throws IOException {
        return installation.hasStore() && marked();
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
     * For a process that may set a store up. One without a mark becomes this database's when that has none yet, and the store
     * holds no files or files of jobs that this database knows. Safe against others that do the same at the same time.
     *
     * @param adopt whether files of jobs that this database does not know are taken over too, and a store in place of the
     *     one that this database had
     * @throws InvalidSettingException when the store is or may be another's
     * @throws IOException when it does not serve, or lacks the mark that this database's store has
     */
    public void claim(boolean adopt) throws IOException {
        boolean mayBeNew = adopt || !installation.hasStore();
        if (mayBeNew) {
            store.create();
        }
        if (marked()) {
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
        installation.storeIsSetUp();
    }

    private static void requireOwn(Set<String> there, UUID id) {
        if (!there.equals(Set.of(id.toString()))) {
            throw new InvalidSettingException("the artifact store (lungburden.artifacts.location) belongs to another"
                    + " database: " + StoreMarks.PREFIX + " in it names others than this one's id, " + id);
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
