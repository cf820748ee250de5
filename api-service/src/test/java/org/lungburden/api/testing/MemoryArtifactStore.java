package org.lungburden.api.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Artifacts in memory; can be told to fail. */
public final class MemoryArtifactStore implements ArtifactStore {
    private final Map<String, byte[]> artifacts = new ConcurrentSkipListMap<>();
    private final AtomicInteger puts = new AtomicInteger();
    private volatile @Nullable Exception putFailure;
    private volatile long breakReadsAt = Long.MAX_VALUE;
    private final Map<String, Instant> modified = new ConcurrentHashMap<>();
    private volatile @Nullable Instant unfinishedBefore;
    private volatile @Nullable String undeletable;

    /** Every put fails so from here on. */
    public void failPuts(Exception failure) {
        putFailure = failure;
    }

    /** Every read fails after so many bytes. */
    public void breakReadsAt(long bytes) {
        breakReadsAt = bytes;
    }

    /** Puts that were begun. */
    public int puts() {
        return puts.get();
    }

    /** As if written at another time than in the far future. */
    public void add(String key, Instant written) {
        artifacts.put(key, new byte[] {1});
        modified.put(key, written);
    }

    /** What the last call to remove unfinished puts named. */
    public @Nullable Instant unfinishedBefore() {
        return unfinishedBefore;
    }

    /** A delete of this key fails from here on; null mends it. */
    public void failDelete(@Nullable String key) {
        undeletable = key;
    }

    public void add(String key, byte[] bytes) {
        artifacts.put(key, bytes);
    }

    public boolean isEmpty() {
        return artifacts.isEmpty();
    }

    public byte[] get(String key) {
        byte[] bytes = artifacts.get(key);
        if (bytes == null) {
            throw new AssertionError("no artifact " + key);
        }
        return bytes;
    }

    public void clear() {
        artifacts.clear();
        modified.clear();
        undeletable = null;
        puts.set(0);
        putFailure = null;
        breakReadsAt = Long.MAX_VALUE;
    }

    @Override
    public StoredArtifact put(String key, InputStream source, long maxBytes) throws IOException {
        puts.incrementAndGet();
        if (putFailure instanceof IOException failure) {
            throw failure;
        }
        if (putFailure instanceof RuntimeException failure) {
            throw failure;
        }
        byte[] bytes = source.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
        if (bytes.length > maxBytes) {
            throw new CodedException(ErrorCode.UPLOAD_TOO_LARGE);
        }
        artifacts.put(key, bytes);
        return new StoredArtifact(key, bytes.length, Sha256.hex(bytes));
    }

    private byte[] existing(String key) throws NoSuchFileException {
        byte[] bytes = artifacts.get(key);
        if (bytes == null) {
            throw new NoSuchFileException(key);
        }
        return bytes;
    }

    @Override
    public long size(String key) throws IOException {
        return existing(key).length;
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        byte[] bytes = existing(key);
        byte[] part = Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + length));
        return breakReadsAt == Long.MAX_VALUE ? new ByteArrayInputStream(part) : breaking(part, breakReadsAt);
    }

    @Override
    public SeekableByteChannel channel(String key) throws IOException {
        return new SeekableInMemoryByteChannel(ByteBuffer.wrap(existing(key)).array());
    }

    @Override
    public void delete(String key) throws IOException {
        if (key.equals(undeletable)) {
            throw new IOException("disk secret-path failed");
        }
        artifacts.remove(key);
    }

    @Override
    public Stream<ListedArtifact> list(String prefix) {
        return artifacts.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> new ListedArtifact(key, modified.getOrDefault(key, Instant.MAX)));
    }

    @Override
    public Stream<String> keys(String prefix) {
        return list(prefix).map(ListedArtifact::key);
    }

    @Override
    public int removeUnfinished(Instant before) {
        unfinishedBefore = before;
        return 0;
    }

    private static InputStream breaking(byte[] bytes, long breakAt) {
        byte[] first = Arrays.copyOf(bytes, (int) Math.min(bytes.length, breakAt));
        return new SequenceInputStream(new ByteArrayInputStream(first), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk secret-path failed");
            }
        });
    }
}
