package org.lungburden.api.results;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.artifact.Sha256;
import org.lungburden.audit.AuditAction;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers that are a result's document. */
class ResultAnswers {
    /** Matches up to the path. No text within a document can look like this, because JSON escapes quotes. */
    private static final Pattern LINK = Pattern.compile("\"href\"\\s*:\\s*\"(?=/v1/)");

    private final AuditTrail trail;

    ResultAnswers(AuditTrail trail) {
        this.trail = trail;
    }

    /** @param item as the audit names what is read; null for the result that counts */
    ResponseEntity<byte[]> of(String result, UUID job, @Nullable String item, HttpServletRequest request) {
        byte[] json = withBase(result, request.getContextPath()).getBytes(StandardCharsets.UTF_8);
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            trail.read(AuditAction.RESULT_READ, job, item);
        }
        return ResponseEntity.ok()
                .eTag("\"" + Sha256.of(json) + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }

    /** The links of the stored document begin at the service's root. */
    private static String withBase(String result, String base) {
        return base.isEmpty()
                ? result
                : LINK.matcher(result).replaceAll(Matcher.quoteReplacement("\"href\":\"" + base));
    }
}
