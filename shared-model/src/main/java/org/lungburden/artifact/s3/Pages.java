package org.lungburden.artifact.s3;

import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An iterator over the SDK's pages, which fetches each page when needed. It turns the SDK's failures into those that
 * the port promises.
 */
final class Pages<T> implements Iterator<T> {
    private final Bucket bucket;
    private final Iterator<T> items;

    private Pages(Bucket bucket, Iterator<T> items) {
        this.bucket = bucket;
        this.items = items;
    }

    static <T> Stream<T> stream(Bucket bucket, Iterable<T> items) {
        Iterator<T> pages = new Pages<>(bucket, items.iterator());
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, Spliterator.NONNULL), false);
    }

    @Override
    public boolean hasNext() {
        try {
            return items.hasNext();
        } catch (SdkException e) {
            throw new UncheckedIOException(S3Faults.translated(bucket, "", e));
        }
    }

    @Override
    public T next() {
        try {
            return items.next();
        } catch (SdkException e) {
            throw new UncheckedIOException(S3Faults.translated(bucket, "", e));
        }
    }
}
