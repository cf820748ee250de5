package org.lungburden.artifact.s3;

import java.time.Instant;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Multipart uploads whose process has ended. */
final class UnfinishedPuts {
    private final Bucket bucket;

    UnfinishedPuts(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Aborts uploads that began before the given time and had no part since. */
    int removeSilentSince(Instant before) {
        int removed = 0;
        for (MultipartUpload upload : bucket.s3()
                .listMultipartUploadsPaginator(
                        request -> request.bucket(bucket.name()).prefix(bucket.prefix()))
                .uploads()) {
            if (upload.initiated().isBefore(before) && remove(upload, before)) {
                removed++;
            }
        }
        return removed;
    }

    private boolean remove(MultipartUpload upload, Instant before) {
        try {
            boolean written = bucket
                    .s3()
                    .listPartsPaginator(request ->
                            request.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()))
                    .parts()
                    .stream()
                    .anyMatch(part -> !part.lastModified().isBefore(before));
            if (written) {
                return false;
            }
            bucket.s3()
                    .abortMultipartUpload(request ->
                            request.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId()));
            return true;
        } catch (NoSuchUploadException e) {
            // Another process completed or aborted the upload meanwhile.
            return false;
        }
    }
}
