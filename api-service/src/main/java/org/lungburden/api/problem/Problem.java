package org.lungburden.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;

/**
 * An RFC 9457 problem.
 *
 * @param type names the code; there is no page at this address
 * @param title the code's sentence
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
        ErrorCode code,
        @Nullable String parameter,
        String requestId) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(
            int status, ErrorCode code, String detail, @Nullable String parameter, HttpServletRequest request) {
        return new Problem(
                type(code), code.sentence(), status, detail, path(request), code, parameter, RequestIds.of(request));
    }

    static String type(ErrorCode code) {
        return "urn:lungburden:problem:" + code;
    }

    /** The servlet container's dispatch to its error page hides the request's path in an attribute. */
    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
    }
}
