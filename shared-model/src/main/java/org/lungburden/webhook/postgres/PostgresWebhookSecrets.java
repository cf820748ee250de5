package org.lungburden.webhook.postgres;

import java.time.Duration;
import java.util.List;
import org.lungburden.webhook.WebhookSecret;
import org.lungburden.webhook.WebhookSecrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The table of secrets. One row of an owner has no end, which an index holds. */
public final class PostgresWebhookSecrets implements WebhookSecrets {
    private static final double MS = 1000;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    public PostgresWebhookSecrets(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<WebhookSecret> of(String owner) {
        List<WebhookSecret> valid = valid(owner);
        if (!valid.isEmpty()) {
            return valid;
        }
        add(owner, WebhookSecret.create());
        return valid(owner);
    }

    private List<WebhookSecret> valid(String owner) {
        return jdbc.sql("""
                        SELECT secret FROM webhook_secret
                        WHERE owner = :owner AND (expires_at IS NULL OR expires_at > clock_timestamp())
                        ORDER BY id DESC
                        """)
                .param("owner", owner)
                .query((row, n) -> new WebhookSecret(row.getString("secret")))
                .list();
    }

    /** Another process may add one at the same time; the first counts. */
    private void add(String owner, WebhookSecret secret) {
        jdbc.sql("""
                        INSERT INTO webhook_secret (owner, secret) VALUES (:owner, :secret)
                        ON CONFLICT (owner) WHERE expires_at IS NULL DO NOTHING
                        """).param("owner", owner).param("secret", secret.text()).update();
    }

    @Override
    public WebhookSecret rotate(String owner, Duration bothValid) {
        WebhookSecret secret = WebhookSecret.create();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('lungburden.webhook.' || :owner))")
                    .param("owner", owner)
                    .query(row -> {});
            jdbc.sql("""
                            UPDATE webhook_secret SET expires_at = clock_timestamp() + make_interval(secs => :time)
                            WHERE owner = :owner AND expires_at IS NULL
                            """)
                    .param("owner", owner)
                    .param("time", bothValid.toMillis() / MS)
                    .update();
            jdbc.sql("""
                            DELETE FROM webhook_secret WHERE owner = :owner AND (expires_at <= clock_timestamp()
                                OR id NOT IN (SELECT id FROM webhook_secret WHERE owner = :owner
                                    ORDER BY id DESC LIMIT :most))
                            """).param("owner", owner).param("most", MOST_EARLIER).update();
            jdbc.sql("INSERT INTO webhook_secret (owner, secret) VALUES (:owner, :secret)")
                    .param("owner", owner)
                    .param("secret", secret.text())
                    .update();
        });
        return secret;
    }
}
