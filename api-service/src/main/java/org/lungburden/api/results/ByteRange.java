package org.lungburden.api.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * The part of a file that a request asks for (RFC 9110, section 14).
 *
 * @param first offset of the first byte
 * @param length bytes
 * @param total bytes of the whole file
 * @param partial whether the answer is 206
 */
record ByteRange(long first, long length, long total, boolean partial) {

    /**
     * Ignores a header that is malformed or asks for several ranges, as the RFC allows.
     *
     * @throws RangeNotSatisfiableException when the range begins beyond the end
     */
    static ByteRange of(@Nullable String header, long total) {
        List<HttpRange> ranges = parse(header);
        if (ranges.size() != 1) {
            return new ByteRange(0, total, total, false);
        }
        HttpRange range = ranges.get(0);
        long first = range.getRangeStart(total);
        long last = range.getRangeEnd(total);
        if (first >= total || last < first) {
            throw new RangeNotSatisfiableException(total);
        }
        return new ByteRange(first, last - first + 1, total, true);
    }

    private static List<HttpRange> parse(@Nullable String header) {
        try {
            return HttpRange.parseRanges(header);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Value of {@code Content-Range}. */
    String contentRange() {
        return "bytes " + first + "-" + (first + length - 1) + "/" + total;
    }
}
