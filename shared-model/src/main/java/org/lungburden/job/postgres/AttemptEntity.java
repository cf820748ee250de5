package org.lungburden.job.postgres;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Attempt;
import org.lungburden.job.JobError;

/** JPA reads this row; {@link AttemptStatements} writes the row together with the job's change. */
@Entity
@Immutable
@Table(name = "attempt")
@IdClass(AttemptEntity.Key.class)
class AttemptEntity {
    @Id
    private UUID jobId;

    @Id
    private int number;

    private String owner;
    private String worker;
    private Instant startedAt;
    private @Nullable Instant endedAt;

    @Enumerated(EnumType.STRING)
    private Attempt.@Nullable Outcome outcome;

    @Enumerated(EnumType.STRING)
    private @Nullable ErrorCode code;

    private @Nullable String detail;

    /** JPA needs this constructor and sets every field. */
    @SuppressWarnings("NullAway.Init")
    AttemptEntity() {}

    Attempt toAttempt() {
        JobError error = code == null ? null : new JobError(code, detail == null ? "" : detail);
        return new Attempt(number, worker, startedAt, endedAt, outcome, error);
    }

    record Key(UUID jobId, int number) implements Serializable {}
}
