package org.lungburden.api.results;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobArtifact;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Streams a file, or a range of it, out of the store. */
class Downloads {
    private final ArtifactStore store;
    private final DownloadSlots slots;

    Downloads(ArtifactStore store, DownloadSlots slots) {
        this.store = store;
        this.slots = slots;
    }

    static String etag(JobArtifact artifact) {
        return "\"" + artifact.sha256() + "\"";
    }

    /**
     * Writes the file, or a range of it.
     *
     * @param owner whose slot the download takes
     * @param before runs before the first byte, when the file is there
     * @throws RangeNotSatisfiableException when the range begins beyond the end
     * @throws CodedException {@code ARTIFACT_NOT_FOUND} when the file no longer exists, {@code UNAVAILABLE} when the
     *     store fails or too many files are being downloaded
     * @throws IOException when the store or the client fails on the way
     */
    void write(
            String owner,
            JobArtifact artifact,
            MediaType type,
            @Nullable String range,
            @Nullable String ifRange,
            Runnable before,
            HttpServletResponse response)
            throws IOException {
        boolean sameFile = ifRange == null || ifRange.equals(etag(artifact));
        ByteRange part = ByteRange.of(sameFile ? range : null, artifact.bytes());
        ResponseEntity<Void> head = headers(artifact, type, part).build();
        try (Slot slot = slots.take(owner);
                InputStream file = fromStore(() -> store.open(artifact.key(), part.first(), part.length()))) {
            before.run();
            response.setStatus(head.getStatusCode().value());
            head.getHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
            file.transferTo(response.getOutputStream());
        }
    }

    /**
     * The headers of a GET of the whole file, because only a GET may have a range (RFC 9110, section 14.2).
     *
     * @throws CodedException as for a GET
     */
    ResponseEntity<Resource> head(JobArtifact artifact, MediaType type) {
        ByteRange whole = ByteRange.of(null, fromStore(() -> store.size(artifact.key())));
        return headers(artifact, type, whole).build();
    }

    private static ResponseEntity.BodyBuilder headers(JobArtifact artifact, MediaType type, ByteRange part) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(
                        part.partial() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
                .contentType(type)
                .varyBy(HttpHeaders.ACCEPT)
                .contentLength(part.length())
                .eTag(etag(artifact))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(artifact));
        if (part.partial()) {
            answer.header(HttpHeaders.CONTENT_RANGE, part.contentRange());
        }
        return answer;
    }

    private static String disposition(JobArtifact artifact) {
        return ContentDisposition.attachment().filename(artifact.name()).build().toString();
    }

    private static <T> T fromStore(StoreCall<T> call) {
        try {
            return call.run();
        } catch (NoSuchFileException e) {
            throw new CodedException(ErrorCode.ARTIFACT_NOT_FOUND, ErrorCode.ARTIFACT_NOT_FOUND.sentence(), e);
        } catch (IOException e) {
            throw new CodedException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), e);
        }
    }

    @FunctionalInterface
    private interface StoreCall<T> {
        T run() throws IOException;
    }
}
