package org.lungburden.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;

/**
 * Keeps uploads and results under keys such as {@code uploads/{id}} and {@code jobs/{id}/{attempt}/labels.nii.gz}. Keys
 * are made by the service, never by a client: segments of {@code [A-Za-z0-9._-]+} joined by slashes.
 */
public interface ArtifactStore {

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

    /** All keys that start with the prefix; close the stream. */
    Stream<String> keys(String prefix) throws IOException;

    /**
     * @param sha256 lower-case hex
     */
    record StoredArtifact(String key, long bytes, String sha256) {}
}
