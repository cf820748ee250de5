package org.lungburden.api.upload.submit;

import java.io.IOException;
import java.io.InputStream;
import org.lungburden.api.upload.body.BodyBrokenOffException;
import org.lungburden.api.upload.body.DeclaredType;
import org.lungburden.api.upload.body.StudyBody;
import org.lungburden.api.upload.body.StudyStream;
import org.lungburden.artifact.Sha256;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * A study that a client sends a second time. The service hashes the study for the comparison and does not store the
 * bytes.
 */
final class RepeatedStudy {
    private static final int BUFFER_BYTES = 1 << 16;

    private final UploadSettings settings;

    RepeatedStudy(UploadSettings settings) {
        this.settings = settings;
    }

    /**
     * @return lower-case hex
     * @throws CodedException for the same faults as {@link SubmitStudy}, except those that only a stored study shows
     */
    String sha256(StudyBody body, DeclaredType declared) {
        try {
            String sha256 = hash(StudyStream.open(body, declared).bytes());
            body.finish();
            return sha256;
        } catch (IOException e) {
            throw BodyBrokenOffException.fault(e);
        }
    }

    private String hash(InputStream study) throws IOException {
        Sha256 digest = new Sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int read = study.read(buffer); read >= 0; read = study.read(buffer)) {
            bytes += read;
            if (bytes > settings.maxSize().toBytes()) {
                throw new CodedException(ErrorCode.UPLOAD_TOO_LARGE);
            }
            digest.update(buffer, 0, read);
        }
        return digest.hex();
    }
}
