package org.lungburden.api.bundles;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Batches;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.Job;

/**
 * The jobs of a batch, part by part. No connection to the database is held between two parts, however slowly the client
 * reads.
 */
final class BatchPages {
    private static final int PART = 100;

    private final Batches batches;
    private final String owner;
    private final String batch;
    private List<Member> part;
    private @Nullable Job last;

    /** @throws CodedException {@code BATCH_NOT_FOUND} */
    BatchPages(Batches batches, String owner, String batch) {
        this.batches = batches;
        this.owner = owner;
        this.batch = batch;
        this.part = batches.members(owner, batch, null, PART);
        if (part.isEmpty()) {
            throw new CodedException(ErrorCode.BATCH_NOT_FOUND);
        }
    }

    /** The next part; empty at the end. A job that was deleted meanwhile is left out. */
    List<Member> next() {
        List<Member> now = part;
        if (!now.isEmpty()) {
            last = now.get(now.size() - 1).job();
            part = List.of();
        } else if (last != null) {
            now = batches.members(owner, batch, last, PART);
            last = now.isEmpty() ? null : now.get(now.size() - 1).job();
        }
        return now;
    }
}
