package org.lungburden.job.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ids of waiting and of finished jobs, each only once, so that no call finds what another left in the memory. */
final class BookIds {
    private static final int STOCK = 5000;

    private final JdbcClient jdbc;
    private final Deque<UUID> waiting = new ArrayDeque<>();
    private final Deque<UUID> finished = new ArrayDeque<>();
    private double beginning;

    BookIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A job that is due. */
    UUID waiting() {
        if (waiting.isEmpty()) {
            waiting.addAll(jdbc.sql("""
                    SELECT id FROM job WHERE status = 'QUEUED' AND deleted_at IS NULL
                    AND due_at <= (SELECT clock_timestamp()) ORDER BY due_at DESC LIMIT :stock
                    """).param("stock", STOCK).query(UUID.class).list());
        }
        return waiting.remove();
    }

    /** A job that succeeded. */
    UUID finished() {
        if (finished.isEmpty()) {
            // the ids are spread evenly, so each stock comes from all over the table
            UUID from = new UUID((long) (beginning * 0x1p63) << 1, 0);
            beginning = (beginning + 0.09) % 1;
            finished.addAll(jdbc.sql("""
                    SELECT id FROM job WHERE id >= :from AND status = (SELECT 'SUCCEEDED') AND deleted_at IS NULL
                    ORDER BY id LIMIT :stock
                    """)
                    .param("from", from)
                    .param("stock", STOCK)
                    .query(UUID.class)
                    .list());
        }
        return finished.remove();
    }

    /** Jobs that have a file each; in the books they are rare, in a batch they are the rule. */
    List<UUID> withFiles(int number) {
        UUID from = new UUID((long) (beginning * 0x1p63) << 1, 0);
        beginning = (beginning + 0.09) % 1;
        return jdbc.sql("""
                SELECT job_id FROM artifact WHERE job_id >= :from ORDER BY job_id LIMIT :number
                """)
                .param("from", from)
                .param("number", number)
                .query(UUID.class)
                .list();
    }

    List<UUID> finished(int number) {
        List<UUID> ids = new ArrayList<>();
        while (ids.size() < number) {
            ids.add(finished());
        }
        return ids;
    }

    /** A job that has a correction, which is measured. */
    Runnable withRevised(Consumer<UUID> call) {
        UUID from = new UUID((long) (beginning * 0x1p63) << 1, 0);
        beginning = (beginning + 0.009) % 1;
        UUID id = jdbc.sql("SELECT job_id FROM revision_artifact WHERE job_id >= :from ORDER BY job_id LIMIT 1")
                .param("from", from)
                .query(UUID.class)
                .single();
        return () -> call.accept(id);
    }

    Runnable withFinished(Consumer<UUID> call) {
        UUID id = finished();
        return () -> call.accept(id);
    }
}
