package org.lungburden.worker.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.Sha256;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

/** Copies an upload to the local disk and checks that the copy is complete and unchanged. */
final class StudyFetch {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ArtifactStore artifacts;

    StudyFetch(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * @param progress called with 0 to 1; an exception from this call ends the copy
     * @throws CodedException {@code UPLOAD_GONE}
     * @throws IOException when store or disk fail, or the copy differs from the upload
     */
    void fetch(Upload upload, Path target, DoubleConsumer progress) throws IOException {
        Sha256 digest = new Sha256();
        long total;
        try (InputStream source = open(upload)) {
            // This call throws when the attempt is over. While a hanging store did not answer, the attempt may have
            // ended and its folder may be gone.
            progress.accept(0);
            total = copy(source, target, digest, upload.bytes(), progress);
        }
        if (total != upload.bytes() || !digest.hex().equals(upload.sha256())) {
            throw new IOException("The artifact store returned other bytes than were uploaded");
        }
    }

    private static long copy(
            InputStream source, Path target, Sha256 digest, long expectedBytes, DoubleConsumer progress)
            throws IOException {
        long total = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream copy = Files.newOutputStream(target)) {
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                copy.write(buffer, 0, read);
                digest.update(buffer, 0, read);
                total += read;
                progress.accept(expectedBytes == 0 ? 0 : (double) total / expectedBytes);
            }
        }
        return total;
    }

    private InputStream open(Upload upload) throws IOException {
        try {
            return artifacts.open(upload.key(), 0, Long.MAX_VALUE);
        } catch (NoSuchFileException e) {
            throw new CodedException(ErrorCode.UPLOAD_GONE, ErrorCode.UPLOAD_GONE.sentence(), e);
        }
    }
}
