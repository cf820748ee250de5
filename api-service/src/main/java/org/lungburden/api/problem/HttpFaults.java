package org.lungburden.api.problem;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lungburden.error.ErrorCode;

/** Finds the code for a request that the web server refuses before a controller runs. The status stays the server's. */
final class HttpFaults {
    private static final Map<Integer, ErrorCode> CODES = Stream.of(
                    ErrorCode.PATH_NOT_FOUND,
                    ErrorCode.METHOD_NOT_ALLOWED,
                    ErrorCode.NOT_ACCEPTABLE,
                    ErrorCode.REQUEST_TIMEOUT,
                    ErrorCode.UPLOAD_TOO_LARGE,
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    ErrorCode.HEADERS_TOO_LARGE,
                    ErrorCode.UNAVAILABLE)
            .collect(Collectors.toUnmodifiableMap(ErrorCode::httpStatus, Function.identity()));

    /** An unknown transfer coding or version of HTTP is the client's fault, although these are statuses of the server. */
    private static final Set<Integer> UNKNOWN_TO_THE_SERVER = Set.of(501, 505);

    private HttpFaults() {}

    static ErrorCode code(int status) {
        ErrorCode other = status >= 500 && !UNKNOWN_TO_THE_SERVER.contains(status)
                ? ErrorCode.INTERNAL
                : ErrorCode.INVALID_REQUEST;
        return CODES.getOrDefault(status, other);
    }
}
