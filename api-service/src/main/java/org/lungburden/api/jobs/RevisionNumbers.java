package org.lungburden.api.jobs;

import java.util.regex.Pattern;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Reads numbers of revisions from paths. */
public final class RevisionNumbers {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private RevisionNumbers() {}

    /** Whether the text is a number, in the one form that a number has. */
    public static boolean isOne(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** @throws CodedException {@code REVISION_NOT_FOUND} for a text that cannot be one */
    public static int parse(String text) {
        if (!isOne(text)) {
            throw new CodedException(ErrorCode.REVISION_NOT_FOUND);
        }
        return Integer.parseInt(text);
    }
}
