package org.lungburden.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Unpacks a gzip of one or several members (RFC 1952) within the limits. Bytes behind the last member do not count, see
 * {@link GzipMembers}.
 */
public final class BoundedGzip {
    private BoundedGzip() {}

    /**
     * @param packed the packed bytes; closing the returned stream closes this one
     * @return the unpacked bytes; reading throws {@code ARCHIVE_TOO_LARGE} beyond the limits, {@code CORRUPT_ARCHIVE}
     *     for a damaged or cut gzip, and {@link IOException} only when {@code packed} itself cannot be read
     * @throws org.lungburden.error.CodedException {@code CORRUPT_ARCHIVE} when the header is damaged
     */
    public static InputStream open(InputStream packed, ArchiveLimits limits) throws IOException {
        Source source = new Source();
        SourceInput input = new SourceInput(packed, source);
        return open(input, source, new InflationBudget(limits, input::bytes), new AtomicLong());
    }

    /**
     * @param budget of the upload that the gzip is a part of
     * @param furthest how far any reader has read the unpacked bytes
     */
    static InputStream open(InputStream packed, InflationBudget budget, AtomicLong furthest) throws IOException {
        Source source = new Source();
        return open(new SourceInput(packed, source), source, budget, furthest);
    }

    private static InputStream open(SourceInput input, Source source, InflationBudget budget, AtomicLong furthest)
            throws IOException {
        try {
            return new BoundedInput(new GzipMembers(input), source, budget, furthest, null);
        } catch (IOException e) {
            throw source.damage(e);
        }
    }
}
