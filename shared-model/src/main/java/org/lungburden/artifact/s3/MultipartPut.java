package org.lungburden.artifact.s3;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Sends an artifact part by part. The object becomes visible only when the last call succeeds. */
final class MultipartPut {
    private static final Logger LOG = LoggerFactory.getLogger(MultipartPut.class);
    /** The client has already waited for the store, so an abort that fails is left to the sweep. */
    private static final Duration ABORT_TIMEOUT = Duration.ofSeconds(3);

    private final Bucket bucket;
    private final String key;
    private final Spool spool;

    MultipartPut(Bucket bucket, String key, Spool spool) {
        this.bucket = bucket;
        this.key = key;
        this.spool = spool;
    }

    /** @param source the bytes that follow the full part in the spool */
    void run(InputStream source) throws IOException {
        CreateMultipartUploadResponse begun = S3Faults.in(
                bucket,
                key,
                () -> s3().createMultipartUpload(request ->
                        request.bucket(bucket.name()).key(bucket.object(key)).contentType("application/octet-stream")));
        try {
            List<CompletedPart> parts = new ArrayList<>();
            boolean more = true;
            while (spool.length() > 0) {
                parts.add(S3Faults.in(bucket, key, () -> send(begun.uploadId(), parts.size() + 1)));
                if (!more) {
                    break;
                }
                more = spool.fill(source);
            }
            S3Faults.in(
                    bucket,
                    key,
                    () -> s3().completeMultipartUpload(request -> request.bucket(bucket.name())
                            .key(bucket.object(key))
                            .uploadId(begun.uploadId())
                            .multipartUpload(all -> all.parts(parts))));
        } catch (IOException | RuntimeException | Error e) {
            abort(begun.uploadId(), e);
            throw e;
        }
    }

    private CompletedPart send(String uploadId, int number) {
        String md5 = spool.contentMd5();
        UploadPartResponse sent = s3().uploadPart(
                        request -> request.bucket(bucket.name())
                                .key(bucket.object(key))
                                .uploadId(uploadId)
                                .partNumber(number)
                                .contentLength(spool.length())
                                .contentMD5(md5),
                        spool.body());
        return CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build();
    }

    private void abort(String uploadId, Throwable reason) {
        // The interrupt that ended the put would also end the abort.
        boolean interrupted = Thread.interrupted();
        try {
            s3().abortMultipartUpload(request -> request.bucket(bucket.name())
                    .key(bucket.object(key))
                    .uploadId(uploadId)
                    .overrideConfiguration(call -> call.apiCallTimeout(ABORT_TIMEOUT)));
        } catch (SdkException e) {
            reason.addSuppressed(e);
            LOG.warn("The unfinished upload of {} is left to the sweep", key);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private S3Client s3() {
        return bucket.s3();
    }
}
