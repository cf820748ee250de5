package org.lungburden.binding;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lungburden.artifact.ArtifactStore;

/**
 * The marks of all databases that ever used a store. Each mark is an artifact named after the database's id. Two
 * databases write different names, so neither overwrites the other's mark at the same moment. A process that reads
 * after its own write sees at least all earlier marks.
 */
final class StoreMarks {
    static final String PREFIX = "store/owner/";
    /** Earlier versions neither read nor write these. */
    static final String CLUSTERS = "store/cluster/";

    private static final byte[] TEXT =
            "The artifacts here belong to the database whose table installation holds this file's name.\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ArtifactStore store;

    StoreMarks(ArtifactStore store) {
        this.store = store;
    }

    /** Names of the marks in the store. */
    Set<String> read() throws IOException {
        return names(PREFIX);
    }

    /** The clusters on which the owner's database ran, as far as a process of this version has marked the store. */
    Set<String> clusters() throws IOException {
        return names(CLUSTERS);
    }

    private Set<String> names(String prefix) throws IOException {
        try (Stream<String> keys = store.keys(prefix)) {
            return keys.map(key -> key.substring(prefix.length())).collect(Collectors.toSet());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void write(UUID database) throws IOException {
        put(PREFIX + database);
    }

    /** Leaves this cluster's mark alone. */
    void moveTo(String cluster) throws IOException {
        put(CLUSTERS + cluster);
        for (String former : clusters()) {
            if (!former.equals(cluster)) {
                store.delete(CLUSTERS + former);
            }
        }
    }

    private void put(String key) throws IOException {
        store.put(key, new ByteArrayInputStream(TEXT), TEXT.length);
    }
}
