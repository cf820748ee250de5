package org.lungburden.artifact.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.BoundedSource;

/**
 * Artifacts as objects of an S3-compatible bucket, below a prefix. The store sends a small artifact in one call and a
 * larger one part by part. Either way the object becomes visible only when complete. The S3 store must be strongly
 * consistent, as Amazon's, MinIO and Ceph are.
 */
public final class S3ArtifactStore implements ArtifactStore, AutoCloseable {
    private final Bucket bucket;
    private final Path spool;
    private final long partBytes;

    /**
     * Opens no connection yet.
     *
     * @param location {@code s3://bucket/prefix}
     */
    public S3ArtifactStore(String location, S3Settings settings) throws IOException {
        this.bucket = Bucket.at(S3Clients.of(settings), location);
        this.spool = Files.createDirectories(settings.spool());
        this.partBytes = settings.partSize().toBytes();
    }

    @Override
    public void requireUsable() throws IOException {
        StoreAccess.require(bucket);
    }

    @Override
    public StoredArtifact put(String key, InputStream source, long maxBytes) throws IOException {
        String object = bucket.object(key);
        BoundedSource bounded = new BoundedSource(source, maxBytes);
        try (Spool part = Spool.open(spool, partBytes)) {
            if (part.fill(bounded)) {
                new MultipartPut(bucket, key, part).run(bounded);
            } else {
                putWhole(key, object, part);
            }
        }
        return new StoredArtifact(key, bounded.total(), bounded.sha256());
    }

    private void putWhole(String key, String object, Spool whole) throws IOException {
        String md5 = whole.contentMd5();
        S3Faults.in(
                bucket,
                key,
                () -> bucket.s3()
                        .putObject(
                                request -> request.bucket(bucket.name())
                                        .key(object)
                                        .contentLength(whole.length())
                                        .contentMD5(md5),
                                whole.body()));
    }

    @Override
    public long size(String key) throws IOException {
        String object = bucket.object(key);
        return S3Faults.in(
                bucket,
                key,
                () -> bucket.s3()
                        .headObject(request -> request.bucket(bucket.name()).key(object))
                        .contentLength());
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("offset and length must not be negative");
        }
        if (length == 0) {
            size(key);
            return InputStream.nullInputStream();
        }
        return ObjectStream.open(bucket, key, offset, length);
    }

    @Override
    public SeekableByteChannel channel(String key) throws IOException {
        return new ObjectChannel(bucket, key, size(key));
    }

    @Override
    public void delete(String key) throws IOException {
        String object = bucket.object(key);
        S3Faults.in(
                bucket,
                key,
                () -> bucket.s3()
                        .deleteObject(request -> request.bucket(bucket.name()).key(object)));
    }

    @Override
    public Stream<ListedArtifact> list(String prefix) throws IOException {
        String objects = bucket.objects(prefix);
        return Pages.stream(
                        bucket,
                        bucket.s3()
                                .listObjectsV2Paginator(
                                        request -> request.bucket(bucket.name()).prefix(objects))
                                .contents())
                .map(object -> new ListedArtifact(bucket.key(object.key()), object.lastModified()));
    }

    @Override
    public int removeUnfinished(Instant before) throws IOException {
        return S3Faults.in(bucket, "", () -> new UnfinishedPuts(bucket).removeSilentSince(before));
    }

    @Override
    public void close() {
        bucket.s3().close();
    }
}
