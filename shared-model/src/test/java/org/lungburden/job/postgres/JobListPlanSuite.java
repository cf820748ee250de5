package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobFilter.Field;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobStatus;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How PostgreSQL reads pages out of 200,000 jobs: by the index that was made for the filter, and no more rows than the
 * page has. The statistics are once those of an idle time, when the table was nearly empty, and once fresh.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JobListPlanSuite {
    private static final int JOBS = 200_000;
    private static final String EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS OFF, FORMAT JSON) ";
    private static final int LIMIT = 50;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    @RegisterExtension
    final PostgresExtension postgres;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private ConfigurableApplicationContext context;

    @SuppressWarnings("NullAway.Init")
    private JdbcClient jdbc;

    JobListPlanSuite(PostgresExtension postgres) {
        this.postgres = postgres;
    }

    /** A filter and the index that was made for it. */
    record Wanted(JobFilter filter, String index) {}

    private static Stream<Wanted> wanted() {
        Instant late = FIRST.plusSeconds(JOBS - 100);
        Instant early = FIRST.plusSeconds(100);
        List<Wanted> all = new ArrayList<>(List.of(
                new Wanted(JobFilter.ALL, "job_list"),
                new Wanted(new JobFilter(Set.of(), Map.of(), late, null), "job_list"),
                new Wanted(new JobFilter(Set.of(), Map.of(), null, early), "job_list"),
                new Wanted(JobFilter.of(JobStatus.SUCCEEDED), "job_list_status"),
                new Wanted(JobFilter.of(JobStatus.CANCELLED), "job_list_status"),
                new Wanted(JobFilter.of(JobStatus.QUEUED), "job_list_status"),
                new Wanted(JobFilter.of(JobStatus.SUCCEEDED, JobStatus.CANCELLED), "job_list_status"),
                new Wanted(JobFilter.of(Field.CODE, "NO_CT_IMAGES"), "job_list_code"),
                new Wanted(JobFilter.of(Field.CODE, "CORRUPT_IMAGE"), "job_list_code")));
        Map.of(
                        Field.REFERENCE, "job_list_reference",
                        Field.SUBJECT, "job_list_subject",
                        Field.BATCH, "job_list_batch",
                        Field.STUDY_INSTANCE_UID, "job_list_study")
                .forEach((field, index) -> Stream.of("common", "rare", "none")
                        .forEach(value -> all.add(new Wanted(JobFilter.of(field, value), index))));
        all.add(new Wanted(new JobFilter(Set.of(), Map.of(Field.BATCH, "common"), early, late), "job_list_batch"));
        return all.stream();
    }

    @BeforeAll
    void fill(@TempDir Path artifacts) {
        // Beyond a service's own limit: the table is filled by one statement.
        Map<String, Object> patient = Map.of(
                "spring.datasource.hikari.data-source-properties.socketTimeout",
                "0",
                "spring.datasource.hikari.data-source-properties.options",
                "");
        context = PostgresApplication.start(postgres, artifacts, patient);
        jdbc = context.getBean(JdbcClient.class);
        jdbc.sql("ALTER TABLE job SET (autovacuum_enabled = false)").update();
        jdbc.sql("ANALYZE job").update();
        // The rare values are those of the oldest jobs, which a walk from the newest on finds last.
        jdbc.sql("""
                        INSERT INTO job (id, status, stage, upload_key, upload_bytes, upload_sha256, upload_format,
                            created_at, queued_since, reference, subject, batch, error_code, result)
                        SELECT gen_random_uuid(), CASE WHEN n <= 30 THEN 'CANCELLED' WHEN n % 3 = 0 THEN 'FAILED'
                            ELSE 'SUCCEEDED' END, 'WRITING', 'uploads/1', 5, '00ff', 'ZIP',
                            CAST(:begin AS timestamptz) + make_interval(secs => n),
                            CAST(:begin AS timestamptz), label, label, label,
                            CASE WHEN n > 30 AND n % 3 = 0 THEN CASE WHEN n <= 90 THEN 'NO_CT_IMAGES'
                                ELSE 'CORRUPT_IMAGE' END END,
                            '{"study":{"format":"DICOM","studyInstanceUid":"' || label || '"}}'
                        FROM generate_series(1, :jobs) AS n,
                            LATERAL (SELECT CASE WHEN n <= 30 THEN 'rare' WHEN n % 2 = 0 THEN 'common'
                                ELSE 'label ' || n END AS label) AS labels
                        """).param("begin", FIRST.toString()).param("jobs", JOBS).update();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void eachFilterReadsAPageByItsIndex() {
        wanted().forEach(wanted -> readsAPage("with the statistics of an idle time", wanted));
        jdbc.sql("ANALYZE job").update();
        wanted().forEach(wanted -> readsAPage("with fresh statistics", wanted));
    }

    /** Who follows many jobs looks four times a second. */
    @Test
    void aLookAtManyJobsReadsOnlyWhatChanged() {
        long position = context.getBean(JobChanges.class)
                .from(JobChanges.NOW, JobChanges.Scope.ALL, 0)
                .position();
        jdbc.sql("UPDATE job SET version = version + 1 WHERE reference = 'rare'")
                .update();
        String json = jdbc.sql(EXPLAIN + JobReads.FROM)
                .params(Arrays.asList(Long.toString(position), null, null, null, null, null, null, 1001))
                .query(String.class)
                .single();
        JsonNode plan = JsonMapper.shared().readTree(json).get(0).get("Plan");
        assertThat(indexes(plan)).as(plan.toPrettyString()).containsOnly("job_changed");
        assertThat(rowsRead(plan)).as(plan.toPrettyString()).isLessThanOrEqualTo(30);
    }

    /** The first page, and one from the middle of the list on. */
    private void readsAPage(String statistics, Wanted wanted) {
        String middle = new Cursor(FIRST.plusSeconds(JOBS / 2), UUID.randomUUID()).encode();
        for (String cursor : new String[] {null, middle}) {
            JsonNode plan = plan(new JobQuery("local", wanted.filter(), cursor, LIMIT));
            String described = statistics + ": " + wanted + " after " + cursor + "\n" + plan.toPrettyString();
            assertThat(indexes(plan)).as(described).containsOnly(wanted.index());
            assertThat(rowsRead(plan))
                    .as(described)
                    .isLessThanOrEqualTo(LIMIT + 1 + wanted.filter().statuses().size());
        }
    }

    private JsonNode plan(JobQuery query) {
        JobLists.Statement statement = JobLists.statement(query);
        String json = jdbc.sql(EXPLAIN + statement.sql())
                .params(statement.parameters())
                .query(String.class)
                .single();
        return JsonMapper.shared().readTree(json).get(0).get("Plan");
    }

    private static List<String> indexes(JsonNode plan) {
        return plan.findValuesAsString("Index Name");
    }

    /** By all nodes that read the table, those included that a filter or a sort threw away. */
    private static long rowsRead(JsonNode plan) {
        long rows = 0;
        if (plan.has("Relation Name")) {
            long loops = plan.get("Actual Loops").asLong();
            rows = loops * Math.round(plan.get("Actual Rows").asDouble())
                    + loops * plan.path("Rows Removed by Filter").asLong(0);
        }
        for (JsonNode child : plan.path("Plans")) {
            rows += rowsRead(child);
        }
        return rows;
    }
}
