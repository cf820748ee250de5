package org.lungburden.api.revisions;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.RevisionNumbers;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.artifact.Sha256;

/**
 * What a post says about its labels. Neither name nor words reach a log.
 *
 * @param base the revision that the person began with
 */
record Correction(
        String owner,
        UUID job,
        int base,
        @Nullable String author,
        @Nullable String comment) {
    private static final Pattern NAME = Pattern.compile("^[^\\u0000-\\u001f\\u007f-\\u009f]{1,128}$");
    private static final Pattern COMMENT = Pattern.compile("^[^\\u0000-\\u001f\\u007f-\\u009f]{1,1000}$");

    /** @throws ParameterException for the first that is malformed */
    static Correction of(String owner, UUID job, String base, @Nullable String author, @Nullable String comment) {
        if (!RevisionNumbers.isOne(base)) {
            throw new ParameterException(
                    "base", "The parameter base must be the number of the revision that was corrected.");
        }
        if (comment != null && !COMMENT.matcher(comment).matches()) {
            throw new ParameterException(
                    "comment", "The parameter comment must be 1 to 1000 characters without control characters.");
        }
        return new Correction(owner, job, Integer.parseInt(base), name("author", author), comment);
    }

    /** @throws ParameterException for a text that cannot be the name of a person */
    static @Nullable String name(String parameter, @Nullable String name) {
        if (name != null && !NAME.matcher(name).matches()) {
            throw new ParameterException(
                    parameter,
                    "The parameter " + parameter + " must be 1 to 128 characters without control characters.");
        }
        return name;
    }

    /** Digest of the labels and the query; two posts with one key are equal when their digests are. */
    String content(String labelsSha256) {
        return Sha256.of(String.join(
                        "\n",
                        "revision",
                        job.toString(),
                        Integer.toString(base),
                        Objects.requireNonNullElse(author, ""),
                        Objects.requireNonNullElse(comment, ""),
                        labelsSha256)
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Correction of " + job;
    }
}
