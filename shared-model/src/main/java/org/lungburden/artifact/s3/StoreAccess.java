package org.lungburden.artifact.s3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.InvalidSettingException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Separates settings with which no call can succeed from a store that does not answer at the moment. */
final class StoreAccess {
    private StoreAccess() {}

    static void require(Bucket bucket) throws IOException {
        try {
            // Unlike a HEAD request, this request gets an error code in its answer.
            bucket.s3()
                    .listObjectsV2(request -> request.bucket(bucket.name())
                            .prefix(bucket.prefix())
                            .maxKeys(1));
        } catch (SdkException e) {
            String fault = fault(bucket, e);
            if (fault != null) {
                throw new InvalidSettingException(fault, e);
            }
            throw S3Faults.translated(bucket, "", e);
        }
    }

    private static @Nullable String fault(Bucket bucket, SdkException failure) {
        String code = S3Faults.code(failure);
        return switch (code) {
            case "NoSuchBucket" -> "the artifact store has no bucket " + bucket.name();
            case "RequestTimeTooSkewed" -> "the clock of this machine differs from the artifact store's";
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                "the bucket " + bucket.name() + " lies in another region than lungburden.artifacts.s3.region says";
            default -> credentialsFault(bucket, failure, code);
        };
    }

    private static @Nullable String credentialsFault(Bucket bucket, SdkException failure, String code) {
        int status = S3Faults.status(failure);
        if (status == 401 || status == 403) {
            return "the artifact store refuses the credentials for " + bucket + " (" + code + ")";
        }
        boolean none = failure instanceof SdkClientException
                && String.valueOf(failure.getMessage()).startsWith("Unable to load credentials");
        return none
                ? "there are no credentials for the artifact store; set LUNGBURDEN_ARTIFACTS_S3_ACCESS_KEY and"
                        + " LUNGBURDEN_ARTIFACTS_S3_SECRET_KEY"
                : null;
    }
}
