package org.lungburden.api.upload.submit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.lungburden.api.upload.body.BodyBrokenOffException;
import org.lungburden.api.upload.body.DeclaredType;
import org.lungburden.api.upload.body.StudyBody;
import org.lungburden.api.upload.body.StudyStream;
import org.lungburden.artifact.BoundedSource;

/**
 * A study that a client sends a second time. The service hashes the study for the comparison and does not store the
 * bytes.
 */
final class RepeatedStudy {
    private final UploadSettings settings;

    RepeatedStudy(UploadSettings settings) {
        this.settings = settings;
    }

    /**
     * @return lower-case hex
     * @throws org.lungburden.error.CodedException for the same faults as {@link SubmitStudy}, except those that only a stored study shows
     */
    String sha256(StudyBody body, DeclaredType declared) {
        try {
            InputStream study = StudyStream.open(body, declared).bytes();
            BoundedSource bounded = new BoundedSource(study, settings.maxSize().toBytes());
            bounded.transferTo(OutputStream.nullOutputStream());
            body.finish();
            return bounded.sha256();
        } catch (IOException e) {
            throw BodyBrokenOffException.fault(e);
        }
    }
}
