package org.lungburden.api.upload;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header). The value counts unchanged, including
 * quotes.
 */
public final class IdempotencyKeyHeader {
    public static final String NAME = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("^[\\u0021-\\u007e]{1,255}$");

    private IdempotencyKeyHeader() {}

    /** @throws ParameterException when the header is not well formed */
    public static void check(@Nullable String key) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw new ParameterException(NAME, "The header Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
    }
}
