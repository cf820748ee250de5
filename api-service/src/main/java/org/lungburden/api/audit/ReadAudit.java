package org.lungburden.api.audit;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.api.request.PageLimit;
import org.lungburden.api.request.TimeParameter;
import org.lungburden.audit.AuditLog;
import org.lungburden.audit.AuditPage;
import org.lungburden.audit.AuditQuery;
import org.lungburden.error.CodedException;

/** Reads an owner's audit. */
class ReadAudit {
    private static final Pattern JOB = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern ACTOR = Pattern.compile("\\P{Cntrl}{1,200}");

    private final AuditLog log;

    ReadAudit(AuditLog log) {
        this.log = log;
    }

    /** The parameters as in the query; null when the query lacks one. */
    record Parameters(
            @Nullable String job,
            @Nullable String actor,
            @Nullable String from,
            @Nullable String cursor,
            @Nullable String limit) {}

    /** @throws ParameterException */
    AuditPage page(String owner, Parameters query) {
        AuditQuery checked = new AuditQuery(
                owner,
                job(query.job()),
                actor(query.actor()),
                TimeParameter.of("from", query.from()),
                query.cursor(),
                PageLimit.of(query.limit()));
        try {
            return log.list(checked);
        } catch (CodedException noCursor) {
            throw new ParameterException("cursor", noCursor.detail(), noCursor);
        }
    }

    private static @Nullable UUID job(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!JOB.matcher(text).matches()) {
            throw new ParameterException("job", "The parameter job must be the id of a job.");
        }
        return UUID.fromString(text);
    }

    private static @Nullable String actor(@Nullable String text) {
        if (text != null && !ACTOR.matcher(text).matches()) {
            throw new ParameterException(
                    "actor", "The parameter actor must be a name such as key:0123456789abcdef, as the audit shows it.");
        }
        return text;
    }
}
