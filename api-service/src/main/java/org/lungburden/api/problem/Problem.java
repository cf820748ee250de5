package org.lungburden.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;

/**
 * An RFC 9457 problem.
 *
 * @param type names the code, resolves to nothing
 * @param title the code's sentence
 * @param instance path of the request
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        ErrorCode code) {

    static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, ErrorCode code, String detail, @Nullable String instance) {
        return new Problem("urn:lungburden:problem:" + code, code.sentence(), status, detail, instance, code);
    }
}
