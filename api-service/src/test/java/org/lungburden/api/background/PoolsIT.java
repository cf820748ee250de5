package org.lungburden.api.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.RealApi;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Clients that ask for too much get 503, leave nothing running behind, and hold up no job. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final int CLIENTS = 40;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;

    @BeforeEach
    void start() {
        context = RealApi.start(POSTGRES, folder, Map.of());
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private static Connection beside() throws Exception {
        return DriverManager.getConnection(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password());
    }

    @Test
    void listsThatTakeTooLongEndWithTheirClients() throws Exception {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        URI list = URI.create("http://127.0.0.1:" + port + "/v1/jobs");
        try (Connection lock = beside();
                Connection look = beside()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE job IN ACCESS EXCLUSIVE MODE");
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                answers.add(client.sendAsync(HttpRequest.newBuilder(list).build(), BodyHandlers.ofByteArray()));
            }
            for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
                HttpResponse<byte[]> told = answer.get();
                assertThat(told.statusCode()).isEqualTo(503);
                assertThat(told.headers().firstValue("Retry-After")).isPresent();
                assertThat(JsonMapper.shared().readTree(told.body()).get("code").asString())
                        .isEqualTo("UNAVAILABLE");
            }
            await().atMost(Duration.ofSeconds(3)).until(() -> running(look, "SELECT job.id%ORDER BY created_at%") == 0);
        }
    }

    private static int running(Connection look, String query) throws Exception {
        try (var statement = look.prepareStatement(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query ILIKE ?")) {
            statement.setString(1, "%" + query);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void requestsThatHoldEveryConnectionDoNotHoldUpTheJobs() throws Exception {
        Upload upload = new Upload("uploads/1", 5, "00ff", Upload.Format.ZIP);
        UUID id = context.getBean(JobStore.class)
                .submit(new NewJob(UUID.randomUUID(), "local", upload, null, null, null, StudyChoices.NONE))
                .id();
        DataSource requests = context.getBean(DataSource.class);
        List<Connection> held = new ArrayList<>();
        try (Connection look = beside()) {
            int most = requests.unwrap(HikariDataSource.class).getMaximumPoolSize();
            for (int i = 0; i < most; i++) {
                held.add(requests.getConnection());
            }
            look.createStatement().execute("UPDATE outbox SET sent_at = NULL WHERE job_id = '" + id + "'");
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                try (var rows = look.createStatement()
                        .executeQuery("SELECT sent_at IS NOT NULL FROM outbox WHERE job_id = '" + id + "'")) {
                    rows.next();
                    return rows.getBoolean(1);
                }
            });
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
    }
}
