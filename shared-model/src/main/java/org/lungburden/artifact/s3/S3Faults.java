package org.lungburden.artifact.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.function.Supplier;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Turns the exceptions of the SDK into those that the port promises. */
final class S3Faults {
    /** 507 Insufficient Storage, RFC 4918 section 11.5. */
    private static final int INSUFFICIENT_STORAGE = 507;
    /** Error codes of Ceph, and of MinIO for a full disk and for a bucket's quota. */
    private static final Set<String> FULL =
            Set.of("QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage");

    private S3Faults() {}

    /**
     * @throws NoSuchFileException when the store answers that the object does not exist
     * @throws CodedException {@code STORE_FULL}
     * @throws IOException for every other failure
     */
    static <T> T in(Bucket bucket, String key, Supplier<T> call) throws IOException {
        try {
            return call.get();
        } catch (SdkException e) {
            throw translated(bucket, key, e);
        }
    }

    static IOException translated(Bucket bucket, String key, SdkException failure) {
        if (isFull(failure)) {
            throw new CodedException(ErrorCode.STORE_FULL, ErrorCode.STORE_FULL.sentence(), failure);
        }
        if (failure instanceof AbortedException) {
            InterruptedIOException interrupted = new InterruptedIOException("a call to the artifact store");
            interrupted.initCause(failure);
            return interrupted;
        }
        if (isMissing(bucket, failure)) {
            NoSuchFileException missing = new NoSuchFileException(key);
            missing.initCause(failure);
            return missing;
        }
        return new IOException("the artifact store " + bucket + " failed", failure);
    }

    private static boolean isFull(SdkException failure) {
        return status(failure) == INSUFFICIENT_STORAGE || FULL.contains(code(failure));
    }

    /**
     * Only the store's error code proves that an object is missing: a proxy may send a 404 too. The answer to a HEAD
     * has no code, and looks the same for a missing bucket, so this method looks for the bucket.
     */
    private static boolean isMissing(Bucket bucket, SdkException failure) {
        if (!(failure instanceof NoSuchKeyException)) {
            return false;
        }
        try {
            bucket.s3().headBucket(request -> request.bucket(bucket.name()));
            return true;
        } catch (SdkException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** HTTP status, or 0 without an answer. */
    static int status(SdkException failure) {
        return failure instanceof AwsServiceException answered ? answered.statusCode() : 0;
    }

    /** S3's error code, or an empty text. */
    static String code(SdkException failure) {
        AwsErrorDetails details = failure instanceof AwsServiceException answered ? answered.awsErrorDetails() : null;
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
