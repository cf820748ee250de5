package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.testing.BusyMachine;

/** Every process of the database stands still (SIGSTOP), which no connection notices by itself. */
class DatabaseHangsIT {
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    /** @param begun before or after the database stopped, in ns of the JVM's clock */
    private record Answer(String call, int status, boolean retryAfter, String type, long begun, Duration took) {}

    @Test
    void everyCallIsToldInTimeAndTheServiceRecovers() throws Exception {
        Path study = folder.resolve("phantom.nii");
        PhantomFile.write(PhantomScan.standard().withSlices(12, 5.0), study);
        try (Service service =
                Service.start(folder, List.of("lungburden.sweep.interval=1s", "lungburden.sweep.grace=1s"))) {
            String job = post(service, study).headers().firstValue("Location").orElseThrow();
            List<HttpRequest> calls = List.of(
                    request(service, job).build(),
                    request(service, "/v1/jobs").build(),
                    request(service, job + "/result").build(),
                    request(service, job + "/cancel")
                            .POST(BodyPublishers.noBody())
                            .build(),
                    request(service, "/v1/jobs")
                            .POST(BodyPublishers.ofFile(study))
                            .build());
            ExecutorService threads = Executors.newFixedThreadPool(calls.size());
            List<Answer> answers = new ArrayList<>();
            long stopped = System.nanoTime();
            signal("STOP");
            try {
                List<Callable<List<Answer>>> askers = new ArrayList<>();
                calls.forEach(call -> askers.add(() -> askAgainAndAgain(call)));
                for (Future<List<Answer>> asked : threads.invokeAll(askers)) {
                    answers.addAll(asked.get());
                }
            } finally {
                signal("CONT");
                threads.shutdownNow();
            }

            assertThat(answers).filteredOn(answer -> answer.begun() > stopped).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.retryAfter()).isTrue();
                assertThat(answer.type()).isEqualTo("application/problem+json");
                assertThat(answer.took()).isLessThan(BusyMachine.allows(TOLD_WITHIN));
            });
            await().atMost(PATIENCE).until(() -> service.get("/v1/jobs").statusCode() == 200);
            assertThat(post(service, study).statusCode()).isEqualTo(202);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(new StoredState(folder.resolve("data")).violations())
                            .isEmpty());
        }
    }

    private List<Answer> askAgainAndAgain(HttpRequest call) throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>();
        long end = System.nanoTime() + OUTAGE.toNanos();
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            HttpResponse<String> response = client.send(call, BodyHandlers.ofString());
            answers.add(new Answer(
                    call.method() + " " + call.uri().getPath(),
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").isPresent(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    begun,
                    Duration.ofNanos(System.nanoTime() - begun)));
        }
        return answers;
    }

    private HttpResponse<String> post(Service service, Path study) throws IOException {
        return service.post(study).join();
    }

    private static HttpRequest.Builder request(Service service, String path) {
        return HttpRequest.newBuilder(service.uri(path));
    }

    private void signal(String name) throws IOException, InterruptedException {
        ProcessHandle postmaster = new StoredState(folder.resolve("data")).postmaster();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .forEach(process -> command.add(Long.toString(process.pid())));
        // a background process may have ended between the listing and the signal
        new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
