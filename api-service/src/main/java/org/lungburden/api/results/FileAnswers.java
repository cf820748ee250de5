package org.lungburden.api.results;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.audit.AuditAction;
import org.lungburden.job.JobArtifact;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.ServletWebRequest;

/** Answers that are a file, a range of it, or its headers alone. */
class FileAnswers {
    private static final HeaderContentNegotiationStrategy ACCEPT = new HeaderContentNegotiationStrategy();

    private final Downloads downloads;
    private final AuditTrail trail;

    FileAnswers(Downloads downloads, AuditTrail trail) {
        this.downloads = downloads;
        this.trail = trail;
    }

    /** The part of the file that the client asks for; null stands for an absent header. */
    record Part(@Nullable String range, @Nullable String ifRange) {}

    /**
     * @param item as the audit names what is read
     * @return null when the answer is written
     */
    @Nullable
    ResponseEntity<Resource> answer(
            String owner,
            UUID job,
            JobArtifact artifact,
            String item,
            Part part,
            ServletWebRequest exchange,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        if (exchange.checkNotModified(Downloads.etag(artifact))) {
            return null;
        }
        MediaType type = DownloadType.of(artifact, ACCEPT.resolveMediaTypes(exchange));
        if (HttpMethod.HEAD.matches(exchange.getRequest().getMethod())) {
            return downloads.head(artifact, type);
        }
        downloads.write(
                owner,
                artifact,
                type,
                part.range(),
                part.ifRange(),
                () -> trail.read(AuditAction.FILE_READ, job, item),
                response);
        return null;
    }
}
