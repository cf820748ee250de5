package org.lungburden.artifact.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server (S3Proxy over a folder) in a process of its own, which checks signatures and digests. Buckets are
 * folders.
 */
public final class S3Server implements AutoCloseable {
    public static final String ACCESS_KEY = "lungburden";
    public static final String SECRET_KEY = "a-secret-of-the-tests";

    /** Copied by the build of shared-model; the tests run in the folder of their module. */
    private static final List<Path> JARS = List.of(
            Path.of("target/s3proxy.jar"),
            Path.of("../shared-model/target/s3proxy.jar"),
            Path.of("../../shared-model/target/s3proxy.jar"));

    private static final long START_MS = 60_000;

    private final Path folder;
    private final int port;
    private final Process server;

    private S3Server() throws IOException {
        folder = Files.createTempDirectory("lungburden-s3-");
        port = freePort();
        Files.createDirectory(folder.resolve("data"));
        Files.write(
                folder.resolve("s3proxy.properties"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v4",
                        "s3proxy.identity=" + ACCESS_KEY,
                        "s3proxy.credential=" + SECRET_KEY,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + folder.resolve("data")));
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        jar().toAbsolutePath().toString(),
                        "--properties",
                        folder.resolve("s3proxy.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitListening();
    }

    /** One for all tests of the JVM; nobody stops it but the JVM's end. */
    public static S3Server shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final S3Server SERVER = create();

        private static S3Server create() {
            try {
                S3Server server = new S3Server();
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            } catch (IOException e) {
                throw new IllegalStateException("The S3 server does not start", e);
            }
        }
    }

    private static Path jar() throws IOException {
        return JARS.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("target/s3proxy.jar is missing; the build of shared-model fetches it"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        while (true) {
            try (Socket probe = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                if (!server.isAlive() || System.nanoTime() - end >= 0) {
                    throw new IOException("S3Proxy did not start: " + Files.readString(folder.resolve("log")), e);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    public int port() {
        return port;
    }

    /** An empty bucket of this name. */
    public void makeBucket(String name) throws IOException {
        Files.createDirectory(bucket(name));
    }

    /** The objects of a bucket as files; their times are the objects'. */
    public Path bucket(String name) {
        return folder.resolve("data").resolve(name);
    }

    /** Begins an upload in parts that nobody goes on with. */
    public void leaveUnfinished(String bucket, String object) {
        try (S3Client s3 = S3Clients.of(TestSettings.of(properties()))) {
            s3.createMultipartUpload(request -> request.bucket(bucket).key(object));
        }
    }

    /** Uploads in parts that have not ended. */
    public int unfinished(String bucket) {
        try (S3Client s3 = S3Clients.of(TestSettings.of(properties()))) {
            return s3.listMultipartUploads(request -> request.bucket(bucket))
                    .uploads()
                    .size();
        }
    }

    /** What every process that is to use this server is told; the location is left to the caller. */
    public Map<String, Object> properties() {
        return properties(port);
    }

    /** Through a proxy on loopback. */
    public static Map<String, Object> properties(int port) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("lungburden.artifacts.s3.endpoint", "http://127.0.0.1:" + port);
        properties.put("lungburden.artifacts.s3.access-key", ACCESS_KEY);
        properties.put("lungburden.artifacts.s3.secret-key", SECRET_KEY);
        return properties;
    }

    @Override
    public void close() {
        server.destroyForcibly();
        try {
            server.waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
