package org.lungburden.api.revisions;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.upload.body.BodyBrokenOffException;
import org.lungburden.api.upload.body.StudyBody;
import org.lungburden.api.upload.submit.KeyKeeper;
import org.lungburden.artifact.BoundedSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.IdempotencyKeys.Holding;
import org.lungburden.job.IdempotencyKeys.Known;
import org.lungburden.job.IdempotencyKeys.Reservation;
import org.lungburden.job.Revision;
import org.lungburden.job.revision.Revisions;

/** Makes one revision for all posts with the same idempotency key. The key is reserved before the labels are read. */
class SaveOnce {
    private final SaveRevision saveRevision;
    private final Revisions revisions;
    private final IdempotencyKeys keys;
    private final KeyKeeper keeper;

    SaveOnce(SaveRevision saveRevision, Revisions revisions, IdempotencyKeys keys, KeyKeeper keeper) {
        this.saveRevision = saveRevision;
        this.revisions = revisions;
        this.keys = keys;
        this.keeper = keeper;
    }

    /** @param replayed whether an earlier post with the key made the revision */
    record Saved(Revision revision, boolean replayed) {}

    /** @param key null for a post that always makes a revision */
    Saved save(Correction correction, StudyBody body, long maxBytes, @Nullable String key) {
        if (key == null) {
            return new Saved(saveRevision.save(correction, body, maxBytes, null), false);
        }
        Holding holding = keys.reserve(correction.owner(), key);
        if (holding instanceof Reservation mine) {
            return new Saved(first(correction, body, maxBytes, mine), false);
        }
        if (holding instanceof Known known) {
            return new Saved(again(correction, body, maxBytes, known), true);
        }
        throw new CodedException(ErrorCode.IDEMPOTENCY_IN_FLIGHT);
    }

    private Revision first(Correction correction, StudyBody body, long maxBytes, Reservation mine) {
        try (KeyKeeper.Renewal renewal = keeper.keep(mine)) {
            return saveRevision.save(correction, body, maxBytes, mine);
        } catch (CodedException e) {
            keeper.free(mine);
            throw e;
        } catch (RuntimeException e) {
            // The database may be unreachable, and the client has already waited for it.
            keeper.freeLater(mine);
            throw e;
        }
    }

    private Revision again(Correction correction, StudyBody body, long maxBytes, Known known) {
        int hyphen = known.content().lastIndexOf('-');
        String content = correction.content(sha256(body, maxBytes));
        if (hyphen < 0 || !known.content().substring(0, hyphen).equals(content)) {
            throw new CodedException(ErrorCode.IDEMPOTENCY_KEY_REUSED);
        }
        return revisions
                .find(
                        correction.owner(),
                        correction.job(),
                        Integer.parseInt(known.content().substring(hyphen + 1)))
                .orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
    }

    private static String sha256(StudyBody body, long maxBytes) {
        try {
            BoundedSource bounded = new BoundedSource(body.open(), maxBytes);
            bounded.transferTo(OutputStream.nullOutputStream());
            body.finish();
            return bounded.sha256();
        } catch (IOException e) {
            throw BodyBrokenOffException.fault(e);
        }
    }
}
