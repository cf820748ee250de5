package org.lungburden.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** What every audit does. */
public abstract class AuditLogContract {
    private final String owner = "owner-" + UUID.randomUUID();
    private final Actor actor = Actor.key(owner, "0123456789abcdef");
    private final UUID job = UUID.randomUUID();

    protected abstract AuditLog log();

    private AuditPage page(@Nullable UUID of, @Nullable String by, @Nullable Instant from, @Nullable String cursor) {
        return log().list(new AuditQuery(owner, of, by, from, cursor, 2));
    }

    private List<AuditRecord> all() {
        return log().list(new AuditQuery(owner, null, null, null, null, 100)).items();
    }

    @Test
    void keepsWhatItIsTold() {
        Instant before = Instant.now().minusSeconds(60);
        log().write(AuditEntry.ofJob(actor, AuditAction.FILE_READ, job).item("labels.nii.gz"));
        log().write(AuditEntry.of(actor, AuditAction.SIGN_IN).refused(ErrorCode.UNAUTHENTICATED, 7));
        List<AuditRecord> found = all();
        assertThat(found).hasSize(2);
        AuditRecord refused = found.get(0);
        AuditRecord read = found.get(1);
        assertThat(refused)
                .isEqualTo(new AuditRecord(refused.at(), actor.name(), "SIGN_IN", null, null, "UNAUTHENTICATED", 7));
        assertThat(read)
                .isEqualTo(new AuditRecord(read.at(), actor.name(), "FILE_READ", job, "labels.nii.gz", null, 1));
        assertThat(read.at()).isBetween(before, Instant.now().plusSeconds(60));
    }

    @Test
    void aChangeThatFailsHasNoEntry() {
        AuditEntry entry = AuditEntry.ofJob(actor, AuditAction.JOB_CANCEL, job);
        assertThatThrownBy(() -> log().with(entry, () -> {
                    throw new CodedException(ErrorCode.JOB_NOT_FOUND);
                }))
                .isInstanceOf(CodedException.class);
        assertThat(all()).isEmpty();
        assertThat(log().<Integer>with(entry, () -> 5)).isEqualTo(5);
        assertThat(all()).hasSize(1);
    }

    @Test
    void aChangeOfManyJobsHasAnEntryForEach() {
        List<UUID> jobs = List.of(UUID.randomUUID(), UUID.randomUUID());
        List<UUID> changed = log().with(
                        () -> jobs,
                        done -> done.stream()
                                .map(id -> AuditEntry.ofJob(actor, AuditAction.JOB_CANCEL, id))
                                .toList());
        assertThat(changed).isEqualTo(jobs);
        assertThat(all()).extracting(AuditRecord::jobId).containsExactlyInAnyOrderElementsOf(jobs);
        assertThatThrownBy(() -> log().with(
                                () -> {
                                    throw new CodedException(ErrorCode.UNAVAILABLE);
                                },
                                done -> List.of(AuditEntry.of(actor, AuditAction.CALL))))
                .isInstanceOf(CodedException.class);
        log().write(List.of());
        assertThat(all()).hasSize(2);
    }

    @Test
    void filtersByJobActorAndTime() {
        Actor other = Actor.token(owner, "anna");
        log().write(AuditEntry.ofJob(actor, AuditAction.JOB_SUBMIT, job));
        log().write(AuditEntry.ofJob(other, AuditAction.RESULT_READ, job));
        log().write(AuditEntry.ofJob(other, AuditAction.RESULT_READ, UUID.randomUUID()));
        assertThat(page(job, null, null, null).items())
                .extracting(AuditRecord::actor)
                .containsExactly(other.name(), actor.name());
        assertThat(page(job, actor.name(), null, null).items()).hasSize(1);
        assertThat(page(null, "token:ann", null, null).items()).isEmpty();
        Instant last = all().get(0).at();
        assertThat(page(null, null, last, null).items())
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.at()).isAfterOrEqualTo(last));
        assertThat(page(null, null, Instant.now().plusSeconds(3600), null).items())
                .isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        for (int number = 0; number < 5; number++) {
            log().write(AuditEntry.ofJob(actor, AuditAction.FILE_READ, job).item("file" + number));
        }
        List<@Nullable String> items = new ArrayList<>();
        String cursor = null;
        do {
            AuditPage page = page(job, null, null, cursor);
            page.items().forEach(item -> items.add(item.item()));
            cursor = page.nextCursor();
            // a newer entry moves no place
            log().write(AuditEntry.ofJob(actor, AuditAction.FILE_READ, job).item("later"));
        } while (cursor != null);
        assertThat(items).containsExactly("file4", "file3", "file2", "file1", "file0");
    }

    @Test
    void anotherOwnersEntriesDoNotShow() {
        log().write(AuditEntry.ofJob(Actor.key("other", "0"), AuditAction.JOB_SUBMIT, job));
        log().write(AuditEntry.of(Actor.UNKNOWN, AuditAction.SIGN_IN));
        assertThat(all()).isEmpty();
    }

    @Test
    void aCursorOfSomethingElseIsRefused() {
        for (String cursor : new String[] {"x", "", "AAAA", "%%%", "MjAyNi0wMy0wMVQxMDoxNTozMC4xMjM0NTZa"}) {
            assertThatThrownBy(() -> page(null, null, null, cursor))
                    .as(cursor)
                    .isInstanceOfSatisfying(
                            CodedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        }
    }

    @Test
    void youngEntriesStay() {
        log().write(AuditEntry.of(actor, AuditAction.SIGN_IN));
        assertThat(log().expire(AuditLog.LEAST_KEPT, 100)).isZero();
        assertThat(log().expire(Duration.ofDays(400), 100)).isZero();
        assertThat(all()).hasSize(1);
    }
}
