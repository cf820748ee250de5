package org.lungburden.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Keeps uploads and results under keys such as {@code uploads/{id}} and {@code jobs/{id}/{attempt}/labels.nii.gz}. The
 * service makes the keys, never a client: segments of {@code [A-Za-z0-9._-]+} joined by slashes.
 */
public interface ArtifactStore {

    /**
     * Checks the settings when a process starts.
     *
     * @throws org.lungburden.error.InvalidSettingException when no call can ever succeed with these settings: no such
     *     bucket, credentials refused
     * @throws IOException when the store does not answer at the moment
     */
    default void requireUsable() throws IOException {}

    /**
     * Makes what the first put needs, such as the folder; changes nothing that exists. Only a caller that knows that
     * the store is new may call this. An unmounted file system must not come to look like a store.
     */
    default void create() throws IOException {}

    /**
     * Reads the source to the end and only then makes the artifact visible. A failure leaves nothing behind.
     *
     * @param maxBytes limit above which this method throws {@code UPLOAD_TOO_LARGE}
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

    /** Opens an artifact for random access, because a reader starts with the zip's directory at the end. */
    SeekableByteChannel channel(String key) throws IOException;

    /** Removes one artifact; a missing artifact is no error. */
    void delete(String key) throws IOException;

    /**
     * Every artifact whose key starts with the prefix, in any order. The stream reads entries as the caller asks for
     * them; the caller closes the stream. An artifact that appears or vanishes during the listing may be listed or not;
     * all others are. A failure of the store on the way becomes a {@link java.io.UncheckedIOException}.
     */
    Stream<ListedArtifact> list(String prefix) throws IOException;

    /** The keys alone; the caller closes the stream. */
    default Stream<String> keys(String prefix) throws IOException {
        return list(prefix).map(ListedArtifact::key);
    }

    /**
     * Removes the bytes of puts that never ended. A put that is still alive but wrote nothing since {@code before}
     * loses its bytes and fails.
     *
     * @param before removes only bytes whose last write is older, by the store's clock
     * @return how many were removed
     */
    int removeUnfinished(Instant before) throws IOException;

    /**
     * @param sha256 lower-case hex
     */
    record StoredArtifact(String key, long bytes, String sha256) {}

    /** @param modified time of the last write, by the store's clock */
    record ListedArtifact(String key, Instant modified) {}
}
