package org.lungburden.job.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database with a million finished and 50,000 waiting jobs, whose server tells the plan of each statement. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FilledBooks {
    private static final int FINISHED = 1_000_000;

    @RegisterExtension
    final PostgresExtension postgres;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private PostgresFixture fixture;

    @SuppressWarnings("NullAway.Init")
    private ServedPlans plans;

    FilledBooks(PostgresExtension postgres) {
        this.postgres = postgres;
    }

    /** The property {@code lungburden.books.jobs} makes the books smaller. */
    @BeforeAll
    void fill(@TempDir Path artifacts) throws SQLException {
        String url = postgres.jdbcUrl();
        String database = url.substring(url.lastIndexOf('/') + 1);
        PostgresApplication.start(postgres, artifacts).close(); // migrates
        try (Connection connection = postgres.connect()) {
            ManyJobs.fill(
                    JdbcClient.create(new SingleConnectionDataSource(connection, true)),
                    Integer.getInteger("lungburden.books.jobs", FINISHED));
        }
        JdbcClient outside = JdbcClient.create(new DriverManagerDataSource(
                url.replace("/" + database, "/postgres"), postgres.username(), postgres.password()));
        // the servers of the tests do not wait for the disk
        outside.sql("ALTER DATABASE " + database + " SET synchronous_commit = on")
                .update();
        plans = new ServedPlans(outside, database);
        fixture = new PostgresFixture(postgres, artifacts);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    Map<String, Supplier<Runnable>> calls() {
        return StoreCalls.of(fixture);
    }

    /** What the server ran for the calls. */
    List<ServedPlan> served(List<Runnable> prepared) throws Exception {
        return plans.of(() -> prepared.forEach(Runnable::run));
    }

    static List<Runnable> prepare(Supplier<Runnable> call, int times) {
        List<Runnable> prepared = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            prepared.add(call.get());
        }
        return prepared;
    }

    void analyze() throws SQLException {
        try (Connection connection = postgres.connect()) {
            connection.createStatement().execute("ANALYZE");
        }
    }
}
