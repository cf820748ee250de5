package org.lungburden.api.contract;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lungburden.artifact.KnownFile;

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
    static final Set<String> FILE = Stream.concat(
                    Stream.of("application/octet-stream"),
                    Arrays.stream(KnownFile.values()).map(KnownFile::mediaType))
            .collect(Collectors.toUnmodifiableSet());

    static String parameter(String in, String name, boolean required) {
        return in + " " + name + (required ? " required" : "");
    }
}
