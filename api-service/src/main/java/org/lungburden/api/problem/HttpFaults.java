package org.lungburden.api.problem;

import org.lungburden.error.ErrorCode;

/** Code and wording for what the web server refuses before a controller sees it; the status stays the server's. */
final class HttpFaults {
    private HttpFaults() {}

    static ErrorCode code(int status) {
        return switch (status) {
            case 413 -> ErrorCode.UPLOAD_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.INVALID_REQUEST;
        };
    }

    static String detail(int status, ErrorCode code) {
        return switch (status) {
            case 404 -> "There is no such path.";
            case 405 -> "The path does not offer this method.";
            case 406 -> "The answer is not available in a media type that the request accepts.";
            case 431 -> "The request's headers are too large.";
            default -> code.sentence();
        };
    }
}
