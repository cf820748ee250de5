package org.lungburden.job.postgres;

import java.util.UUID;
import org.lungburden.job.upkeep.WorkerBeats;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row for each worker. The database's clock counts, since the clocks of machines differ. */
final class PostgresWorkerBeats implements WorkerBeats {
    private final JdbcClient jdbc;

    PostgresWorkerBeats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A worker that begins also removes the rows of workers that died long ago. */
    @Override
    public void beat(UUID process, String name) {
        int known = jdbc.sql("UPDATE worker_beat SET seen_at = clock_timestamp() WHERE process = :process")
                .param("process", process)
                .update();
        if (known == 0) {
            jdbc.sql("DELETE FROM worker_beat WHERE seen_at < clock_timestamp() - interval '1 day'")
                    .update();
            jdbc.sql("""
                            INSERT INTO worker_beat (process, name, seen_at)
                            VALUES (:process, :name, clock_timestamp())
                            """).param("process", process).param("name", name).update();
        }
    }

    @Override
    public void end(UUID process) {
        jdbc.sql("DELETE FROM worker_beat WHERE process = :process")
                .param("process", process)
                .update();
    }
}
