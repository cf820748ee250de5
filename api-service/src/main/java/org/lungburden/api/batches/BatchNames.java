package org.lungburden.api.batches;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.web.util.UriUtils;

/**
 * Names of batches in paths. A name is any text, but proxies, browsers and this server change or refuse paths with a
 * slash, a percent sign or dots alone, however they are encoded. Such a name stands as {@code ~b64.} and base64url.
 */
public final class BatchNames {
    private static final String ENCODED = "~b64.";
    private static final String PLAIN = " -_.~+:,@()";

    private BatchNames() {}

    /**
     * The name that a segment of a path stands for.
     *
     * @param segment without its percent-encoding
     * @throws CodedException {@code BATCH_NOT_FOUND} for a segment that stands for no possible name
     */
    public static String of(String segment) {
        return of(segment, ErrorCode.BATCH_NOT_FOUND);
    }

    /**
     * The same for another label in a path.
     *
     * @throws CodedException of the code for a segment that stands for no possible name
     */
    public static String of(String segment, ErrorCode notFound) {
        String name = segment.startsWith(ENCODED) ? decoded(segment.substring(ENCODED.length()), notFound) : segment;
        try {
            return new Labels(null, null, name).required();
        } catch (ParameterException e) {
            throw new CodedException(notFound, notFound.sentence(), e);
        }
    }

    private static String decoded(String text, ErrorCode notFound) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new CodedException(notFound, notFound.sentence(), e);
        }
    }

    /** The segment of a path that {@link #of} reads as this name, percent-encoded. */
    public static String segment(String name) {
        return isPlain(name)
                ? UriUtils.encode(name, StandardCharsets.UTF_8)
                : ENCODED
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The value of a query parameter. */
    public static String parameter(String name) {
        return UriUtils.encode(name, StandardCharsets.UTF_8);
    }

    private static boolean isPlain(String name) {
        return !name.startsWith(ENCODED)
                && !name.chars().allMatch(character -> character == '.')
                && name.codePoints()
                        .allMatch(character -> Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0);
    }
}
