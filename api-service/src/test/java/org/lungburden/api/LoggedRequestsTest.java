package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Studies;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

class LoggedRequestsTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.lungburden.api.problem");
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(lines);
    }

    private List<Map<String, String>> carried() {
        return lines.list.stream().map(ILoggingEvent::getMDCPropertyMap).toList();
    }

    @Test
    void linesOfARequestForAJobCarryItsId() throws Exception {
        UUID id = UUID.randomUUID();
        server.jobs.failReads(new DataAccessResourceFailureException("away"));
        for (String path : List.of("/v1/jobs/" + id, "/v1/jobs/" + id + "/result")) {
            assertThat(server.get(path).statusCode()).isEqualTo(503);
        }
        assertThat(carried()).hasSize(2).allSatisfy(line -> assertThat(line).containsEntry("jobId", id.toString()));
    }

    @Test
    void linesOfARequestCarryItsId() throws Exception {
        server.jobs.failReads(new DataAccessResourceFailureException("away"));
        String id = server.get("/v1/jobs").headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(carried()).singleElement().satisfies(line -> assertThat(line).containsEntry("requestId", id));
    }

    @Test
    void linesOfNoJobCarryNone() throws Exception {
        server.jobs.failReads(new DataAccessResourceFailureException("away"));
        assertThat(server.get("/v1/jobs").statusCode()).isEqualTo(503);
        assertThat(carried()).singleElement().satisfies(line -> assertThat(line).doesNotContainKey("jobId"));
    }

    @Test
    void linesOfASubmitCarryTheIdThatTheJobWouldHave() throws Exception {
        server.jobs.failSubmits(new DataAccessResourceFailureException("away"), false);
        assertThat(server.post("/v1/jobs", "application/octet-stream", Studies.nifti(1000))
                        .statusCode())
                .isEqualTo(503);
        assertThat(carried()).isNotEmpty().allSatisfy(line -> assertThat(line).containsKey("jobId"));
    }
}
