package org.lungburden.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Keeps uploads and results under keys such as {@code uploads/{id}} and {@code jobs/{id}/{attempt}/labels.nii.gz}. Keys
 * are made by the service, never by a client: segments of {@code [A-Za-z0-9._-]+} joined by slashes.
 */
public interface ArtifactStore {

    /**
     * For the start of a process.
     *
     * @throws org.lungburden.error.InvalidSettingException when no call can ever succeed as the settings are: no such
     *     bucket, credentials refused
     * @throws IOException when the store does not serve at the moment
     */
    default void requireUsable() throws IOException {}

    /**
     * Makes what the first put needs; what is there stays. Only for who knows that the store is new: a file system that is not
     * mounted must not be given what makes it look like one.
     */
    default void create() throws IOException {}

    /**
     * Streams to the end and makes the artifact visible only then; a failure leaves nothing.
     *
     * @param maxBytes beyond it {@code UPLOAD_TOO_LARGE} is thrown
     * @throws org.lungburden.error.CodedException {@code STORE_FULL} or {@code UPLOAD_TOO_LARGE}
     * @throws IOException when the source or the store breaks off
     */
    StoredArtifact put(String key, InputStream source, long maxBytes) throws IOException;

    /** @throws NoSuchFileException when there is none */
    long size(String key) throws IOException;

    /**
     * Bytes {@code offset} to {@code offset + length}, cut at the end.
     *
     * @throws NoSuchFileException when there is none
     */
    InputStream open(String key, long offset, long length) throws IOException;

    /** Random access for reading, as a zip's directory needs it. */
    SeekableByteChannel channel(String key) throws IOException;

    /** Removes one artifact; none is no error. */
    void delete(String key) throws IOException;

    /**
     * Every artifact whose key starts with the prefix, in any order and one at a time, however many there are; close the
     * stream. One that comes or goes meanwhile may be listed or not; all others are. What the store fails with on the
     * way is thrown as {@link java.io.UncheckedIOException}.
     */
    Stream<ListedArtifact> list(String prefix) throws IOException;

    /** The keys alone; close the stream. */
    default Stream<String> keys(String prefix) throws IOException {
        return list(prefix).map(ListedArtifact::key);
    }

    /**
     * Removes what puts that never ended have left. A put that writes nothing for so long loses its bytes and fails.
     *
     * @param before only what was written to before, by the store's clock
     * @return how many were removed
     */
    int removeUnfinished(Instant before) throws IOException;

    /**
     * @param sha256 lower-case hex
     */
    record StoredArtifact(String key, long bytes, String sha256) {}

    /**
     * @param modified when its bytes were last written, by the store's clock
     */
    record ListedArtifact(String key, Instant modified) {}
}
