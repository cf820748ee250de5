package org.lungburden.api.jobs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.ExpectedVersion;
import org.springframework.http.ETag;

/**
 * The header {@code If-Match} (RFC 9110, section 13.1.1) of a call that changes a job. The comparison is strong: a weak
 * tag names no version, and neither does a tag that no job ever had.
 */
public final class IfMatch {
    private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");

    private IfMatch() {}

    /** @param header null when the request lacks the header */
    public static ExpectedVersion versions(@Nullable List<String> header) {
        if (header == null) {
            return ExpectedVersion.ANY;
        }
        List<ETag> tags = ETag.parse(String.join(",", header));
        if (tags.stream().anyMatch(ETag::isWildcard)) {
            return ExpectedVersion.ANY;
        }
        return new ExpectedVersion(tags.stream()
                .filter(tag -> !tag.weak() && VERSION.matcher(tag.tag()).matches())
                .map(tag -> Long.parseLong(tag.tag()))
                .collect(Collectors.toUnmodifiableSet()));
    }
}
