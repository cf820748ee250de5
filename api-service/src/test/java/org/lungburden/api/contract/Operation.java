package org.lungburden.api.contract;

import java.util.Set;

/**
 * What a client depends on of one call.
 *
 * @param parameters such as {@code query limit} and {@code path id required}
 * @param takes media types of its body; empty where it has none
 * @param answers media types of its answers with 2xx; empty where they have no body
 */
record Operation(Set<String> parameters, Set<String> takes, Set<String> answers) {

    /** Read by Spring wherever an answer carries an {@code ETag}, so that no signature names it. */
    static final String IF_NONE_MATCH = "header If-None-Match";

    /** Read by a filter before every call. */
    static final String REQUEST_ID = "header X-Request-Id";

    /** What a download is, its file tells; a client that knows no more takes it for bytes. */
    static final Set<String> FILE =
            Set.of("application/octet-stream", "application/gzip", "image/png", "application/pdf", "text/csv");

    static String parameter(String in, String name, boolean required) {
        return in + " " + name + (required ? " required" : "");
    }
}
