package org.lungburden.job.postgres;

import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.IdempotencySettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The table of keys. A row without a job is a reservation. Every change by the holder checks the row's token. */
final class PostgresIdempotencyKeys implements IdempotencyKeys {
    private static final String HELD = " WHERE owner = :owner AND key = :key AND token = :token AND job_id IS NULL";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final IdempotencySettings settings;

    PostgresIdempotencyKeys(JdbcClient jdbc, TransactionOperations transactions, IdempotencySettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public Holding reserve(String owner, String key) {
        Reservation mine = new Reservation(owner, key, UUID.randomUUID());
        while (true) {
            if (insert(mine)) {
                return mine;
            }
            Optional<Holding> theirs = read(owner, key);
            if (theirs.isPresent()) {
                return theirs.get();
            }
            // Another process freed the key between the two statements, or the key expired.
        }
    }

    /** Waits for a transaction that holds the row, then checks the row again. */
    private boolean insert(Reservation reservation) {
        return transact(() -> held("""
                        INSERT INTO idempotency AS held (owner, key, token, expires_at)
                        VALUES (:owner, :key, :token, clock_timestamp() + make_interval(secs => :lease))
                        ON CONFLICT (owner, key) DO UPDATE
                        SET token = excluded.token, job_id = NULL, content = NULL,
                            expires_at = clock_timestamp() + make_interval(secs => :lease)
                        WHERE held.expires_at <= clock_timestamp()
                        """, reservation)
                .param("lease", JobStatements.seconds(settings.lease()))
                .update());
    }

    private Optional<Holding> read(String owner, String key) {
        return jdbc.sql("""
                        SELECT job_id, content FROM idempotency
                        WHERE owner = :owner AND key = :key AND expires_at > clock_timestamp()
                        """)
                .param("owner", owner)
                .param("key", key)
                .query((row, n) -> holding(row.getObject("job_id", UUID.class), row.getString("content")))
                .optional();
    }

    private static Holding holding(@Nullable UUID jobId, @Nullable String content) {
        return jobId == null || content == null ? new InFlight() : new Known(jobId, content);
    }

    @Override
    public boolean renew(Reservation reservation) {
        return transact(() -> held(
                        "UPDATE idempotency SET expires_at = clock_timestamp() + make_interval(secs => :lease)" + HELD,
                        reservation)
                .param("lease", JobStatements.seconds(settings.lease()))
                .update());
    }

    @Override
    public void free(Reservation reservation) {
        transact(() -> held("DELETE FROM idempotency" + HELD, reservation).update());
    }

    /** The places of locked rows hold until the transaction ends, and no plan can read the whole table for them. */
    @Override
    public int removeExpired(int limit) {
        return transactions.execute(
                status -> jdbc.sql("""
                        DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM idempotency WHERE expires_at <= (SELECT clock_timestamp())
                            ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED))
                        """).param("limit", limit).update());
    }

    /**
     * Call this within the transaction that inserted the job. An expired reservation is still valid while nobody has
     * taken it over.
     *
     * @throws CodedException {@code IDEMPOTENCY_IN_FLIGHT} when the reservation is lost; the job must not be committed
     */
    void bind(Binding binding, UUID jobId) {
        int bound = held("""
                        UPDATE idempotency SET job_id = :job, content = :content,
                            expires_at = clock_timestamp() + make_interval(secs => :keep)
                        """ + HELD, binding.reservation())
                .param("job", jobId)
                .param("content", binding.content())
                .param("keep", JobStatements.seconds(settings.keep()))
                .update();
        if (bound == 0) {
            throw new CodedException(
                    ErrorCode.IDEMPOTENCY_IN_FLIGHT,
                    "Another request has taken over this idempotency key; send this request again.");
        }
    }

    private JdbcClient.StatementSpec held(String statement, Reservation reservation) {
        return jdbc.sql(statement)
                .param("owner", reservation.owner())
                .param("key", reservation.key())
                .param("token", reservation.token());
    }

    private boolean transact(IntSupplier change) {
        return transactions.execute(status -> change.getAsInt() == 1);
    }
}
