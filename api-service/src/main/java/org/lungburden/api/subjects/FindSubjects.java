package org.lungburden.api.subjects;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.api.request.PageLimit;
import org.lungburden.audit.AuditAction;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.Subjects;

/** Looks subjects up for their owner. */
class FindSubjects {
    /** Of one subject. A patient with more scans has most of them from one study. */
    static final int MOST_SCANS = 200;
    /** As the audit names what was read. */
    private static final String ITEM = "timeline";

    private final Subjects subjects;
    private final AuditTrail trail;

    FindSubjects(Subjects subjects, AuditTrail trail) {
        this.subjects = subjects;
        this.trail = trail;
    }

    /** @param nextCursor null on the last page */
    record Page(List<Subjects.Listed> items, @Nullable String nextCursor) {}

    /** @throws ParameterException for an invalid limit or cursor */
    Page page(String owner, @Nullable String cursor, @Nullable String limit) {
        int most = PageLimit.of(limit);
        List<Subjects.Listed> found = subjects.subjects(owner, cursor == null ? null : decoded(cursor), most + 1);
        boolean more = found.size() > most;
        List<Subjects.Listed> shown = more ? found.subList(0, most) : found;
        return new Page(shown, more ? encoded(shown.get(most - 1).subject()) : null);
    }

    /** @throws CodedException {@code SUBJECT_NOT_FOUND} when no job of the subject succeeded */
    Timeline timeline(String owner, String subject) {
        List<Member> scans = subjects.scans(owner, subject, MOST_SCANS + 1);
        if (scans.isEmpty()) {
            throw new CodedException(ErrorCode.SUBJECT_NOT_FOUND);
        }
        boolean complete = scans.size() <= MOST_SCANS;
        List<Member> shown = complete ? scans : scans.subList(0, MOST_SCANS);
        Map<UUID, String> read = new LinkedHashMap<>();
        shown.forEach(scan -> read.put(scan.job().id(), ITEM));
        trail.readAll(AuditAction.RESULT_READ, read);
        return Timeline.of(shown, complete);
    }

    private static String encoded(String subject) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(subject.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            String subject = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString();
            if (subject.indexOf('\0') < 0) {
                return subject;
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new ParameterException("cursor", "The cursor is not one of this service.", e);
        }
        throw new ParameterException("cursor", "The cursor is not one of this service.");
    }
}
