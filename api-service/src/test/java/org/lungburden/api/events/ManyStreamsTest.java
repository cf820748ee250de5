package org.lungburden.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Stage;

/** What streams cost, and what one of them can do to the others. */
@Tag("slow")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyStreamsTest {
    private static final int STREAMS = 1000;

    private static void request(Socket socket, Job job) throws IOException {
        String request = "GET /v1/jobs/" + job.id() + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Up to the end of the next event. */
    private static String event(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("data: ") < 0 || text.charAt(text.length() - 1) != '}') {
            int read = socket.getInputStream().read();
            if (read < 0) {
                throw new AssertionError("the stream has ended after: " + text);
            }
            text.append((char) read);
        }
        return text.toString();
    }

    @Test
    void aThousandStreamsHoldNoThreadAndCostOneQueryATime() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        try (ApiServer server = ApiServer.start(Map.of(
                "server.tomcat.threads.max",
                8,
                "server.tomcat.threads.min-spare",
                8,
                "lungburden.watch.interval",
                "1s"))) {
            server.get("/v1/jobs");
            for (int i = 0; i < STREAMS; i++) {
                Job job = Jobs.running();
                server.jobs.add(job);
                jobs.add(job);
                sockets.add(RawHttp.connect(server.port()));
                request(sockets.get(i), job);
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> server.bean(EventStreams.class).size() == STREAMS);
            long started = System.nanoTime();
            int looks = server.jobs.looks();
            for (Job each : jobs) {
                server.jobs.change(each.id(), job -> Jobs.changed(job, JobStatus.RUNNING, Stage.WRITING, 0.9));
            }
            for (Socket socket : sockets) {
                String event = event(socket);
                assertThat(event.contains("\"progress\":0.5") ? event(socket) : event)
                        .contains("\"progress\":0.9");
            }
            long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
            assertThat(server.jobs.looks() - looks).isLessThanOrEqualTo((int) seconds + 2);
            assertThat(server.get("/v1/jobs/" + jobs.get(0).id()).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobodyAndIsCutOff() throws Exception {
        try (ApiServer server = ApiServer.start(Map.of(
                        "server.tomcat.threads.max",
                        4,
                        "server.tomcat.threads.min-spare",
                        4,
                        "server.tomcat.connection-timeout",
                        "1s",
                        "lungburden.watch.heartbeat",
                        "100ms"));
                Socket stuck = RawHttp.connect(server.port())) {
            Job job = large(Jobs.running());
            server.jobs.add(job);
            request(stuck, job);
            EventStreams streams = server.bean(EventStreams.class);
            await().until(() -> streams.size() == 1);
            try (Follower follower = new Follower(server.uri("/v1/jobs/" + job.id() + "/events"), null)) {
                for (int i = 1; i <= 30; i++) {
                    assertThat(follower.event()).containsEntry("id", Integer.toString(i));
                    server.jobs.change(job.id(), now -> Jobs.changed(now, JobStatus.RUNNING, Stage.WRITING, 0.5));
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> streams.size() == 1);
                assertThat(follower.event()).containsEntry("id", "31");
            }
        }
    }

    /** So that a few states fill what the system buffers for a connection. */
    private static Job large(Job job) {
        return new Job(
                job.id(),
                job.owner(),
                job.status(),
                job.stage(),
                job.progress(),
                job.attempt(),
                job.failures(),
                "x".repeat(1_000_000),
                job.subject(),
                job.batch(),
                job.priority(),
                job.upload(),
                job.seriesInstanceUid(),
                job.files(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.error(),
                job.version());
    }
}
