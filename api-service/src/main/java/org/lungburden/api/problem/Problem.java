package org.lungburden.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobError;

/**
 * An RFC 9457 problem.
 *
 * @param type names the code; there is no page at this address
 * @param title the code's title, which tells the cause alone
 * @param code name of an {@link ErrorCode}, or of one with which a newer version failed a job
 * @param instance path of the request
 * @param parameter the faulty query parameter or header
 * @param requestId value of {@code X-Request-Id}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        @Nullable String parameter,
        String requestId) {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final String FAILED = "The job failed.";

    static Problem of(
            int status, ErrorCode code, String detail, @Nullable String parameter, HttpServletRequest request) {
        return of(status, code.name(), code.title(), detail, parameter, request);
    }

    private static Problem of(
            int status,
            String code,
            String title,
            String detail,
            @Nullable String parameter,
            HttpServletRequest request) {
        return new Problem(type(code), title, status, detail, path(request), code, parameter, RequestIds.of(request));
    }

    /** The fault with which a job failed; only a newer version may know its code. */
    static Problem of(int status, JobError error, HttpServletRequest request) {
        String title = error.known().map(ErrorCode::title).orElse(FAILED);
        return of(status, error.code(), title, error.detail(), null, request);
    }

    static String type(String code) {
        return "urn:lungburden:problem:" + code;
    }

    /** The servlet container's dispatch to its error page hides the request's path in an attribute. */
    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
    }
}
