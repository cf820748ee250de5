package org.lungburden.api.jobs;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;

/** The query parameter {@code seriesInstanceUid}: the series of the upload that is to be measured. */
public final class SeriesParameter {
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

    private SeriesParameter() {}

    /** @return the same text; null when the query lacks it. Throws {@link ParameterException} for an invalid one */
    public static @Nullable String checked(@Nullable String uid) {
        if (uid != null && !UID.matcher(uid).matches()) {
            throw new ParameterException(
                    "seriesInstanceUid", "The parameter seriesInstanceUid must be 1 to 64 digits and dots.");
        }
        return uid;
    }
}
