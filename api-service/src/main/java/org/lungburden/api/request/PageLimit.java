package org.lungburden.api.request;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;

/** How many items a page of any list has. */
public final class PageLimit {
    private static final int MAX = 200;
    private static final int DEFAULT = 50;
    private static final Pattern TEXT = Pattern.compile("[0-9]{1,3}");

    private PageLimit() {}

    /** @throws ParameterException */
    public static int of(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        if (TEXT.matcher(text).matches()) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX) {
                return limit;
            }
        }
        throw new ParameterException("limit", "The parameter limit must be 1 to 200.");
    }
}
