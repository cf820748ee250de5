package org.lungburden.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
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
@Schema(name = "Problem", description = "An RFC 9457 problem. Programs read `code`; it never changes its meaning.")
public record Problem(
        @Schema(description = "URI that names the code; it resolves to nothing.", format = "uri")
        String type,

        @Schema(description = "One sentence for people, the same for every problem of this code.")
        String title,

        @Schema(description = "HTTP status of the answer.") int status,

        @Schema(description = "What was wrong with this request.")
        String detail,

        @Schema(
                description = "Path of the request; absent where the request could not be read.",
                format = "uri-reference")
        @Nullable
        String instance,

        @Schema(description = "Stable code.") ErrorCode code) {

    static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, ErrorCode code, String detail, @Nullable String instance) {
        return new Problem("urn:lungburden:problem:" + code, code.sentence(), status, detail, instance, code);
    }
}
