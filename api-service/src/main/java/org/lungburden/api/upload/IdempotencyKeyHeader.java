package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header), taken as it stands, quotes included. */
final class IdempotencyKeyHeader {
    static final String NAME = "Idempotency-Key";
    static final String PATTERN = "^[\\u0021-\\u007e]{1,255}$";

    private static final Pattern KEY = Pattern.compile(PATTERN);

    private IdempotencyKeyHeader() {}

    /**
     * @return null when the request has none
     * @throws CodedException {@code INVALID_REQUEST}
     */
    static @Nullable String of(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(NAME));
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1 || !KEY.matcher(values.get(0)).matches()) {
            throw new CodedException(
                    ErrorCode.INVALID_REQUEST,
                    "The header Idempotency-Key must stand once and be 1 to 255 visible ASCII characters.");
        }
        return values.get(0);
    }
}
