package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lungburden.standalone.Main;

/** {@code lungburden serve} in a process of its own, whose points to stop are armed from here. */
final class Service implements AutoCloseable {
    /** What a JVM ends with that was told to end when its heap is full. */
    static final int HEAP_FULL = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path armed;
    private final Process process;
    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();

    private Service(Path armed, Process process, URI uri) {
        this.armed = armed;
        this.process = process;
        this.uri = uri;
    }

    /** Returns when the service says that it is ready. */
    static Service start(Path folder, List<String> properties) throws IOException {
        Path armed = folder.resolve("armed");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-D" + StoppingBeans.PROPERTY + "=" + armed));
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of(
                Main.class.getName(),
                "serve",
                "--test",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LUNGBURDEN_SEGMENTER", "phantom");
        builder.environment().remove("LUNGBURDEN_PARENT_PID");
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).as("the line that says where the service listens").contains("http://");
        return new Service(armed, process, URI.create(line.substring(line.indexOf("http://"))));
    }

    URI uri(String path) {
        return uri.resolve(path);
    }

    void arm(StopPoint point) throws IOException {
        Files.deleteIfExists(Stops.reached(armed));
        Files.writeString(armed, point.name());
    }

    void awaitStop() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> Files.exists(Stops.reached(armed)));
    }

    /** Lets the service go on from where it stands still. */
    void disarm() throws IOException {
        Files.deleteIfExists(armed);
    }

    CompletableFuture<HttpResponse<String>> post(Path study) throws IOException {
        return client.sendAsync(
                HttpRequest.newBuilder(uri("/v1/jobs"))
                        .POST(HttpRequest.BodyPublishers.ofFile(study))
                        .build(),
                BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> post(String path, String mediaType, byte[] body) {
        return client.sendAsync(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", mediaType)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray())
                .body();
    }

    CompletableFuture<HttpResponse<String>> delete(String id) {
        return client.sendAsync(
                HttpRequest.newBuilder(uri("/v1/jobs/" + id)).DELETE().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    /** Sends requests that nobody answers any more, until the process has ended by itself. */
    int exitCodeAfter(String path) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            client.sendAsync(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
            return !process.isAlive();
        });
        return process.exitValue();
    }

    /** Waits for the process to end by itself. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the service ends by itself")
                .isTrue();
        return process.exitValue();
    }

    /** SIGKILL for the Java process alone; its database lives on, as it does when the kernel kills for memory. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        disarm();
    }

    /** Stops in an orderly way. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended).as("the service stops when it is told to").isTrue();
    }

    /** Whether a process is left that names the folder. */
    static boolean leavesProcess(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.anyMatch(
                    process -> process.info().commandLine().orElse("").contains(folder.toString() + "/data/database"));
        }
    }
}
