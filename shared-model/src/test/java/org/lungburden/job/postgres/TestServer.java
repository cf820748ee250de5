package org.lungburden.job.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that starts at first use and stops with the JVM. */
enum TestServer {
    EMBEDDED {
        @Override
        int start() throws IOException {
            return EmbeddedPostgres.builder()
                    .setServerConfig("logging_collector", "on")
                    .setServerConfig("log_rotation_size", "0")
                    .start()
                    .getPort();
        }
    },

    DEBIAN {
        @Override
        int start() throws IOException {
            return DebianPostgres.start();
        }
    };

    static final String USER = "postgres";

    private @Nullable Integer port;

    abstract int start() throws IOException;

    synchronized String url(String database) {
        try {
            if (port == null) {
                port = start();
            }
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start: " + this, e);
        }
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** PostgreSQL refuses to run as root, so root runs it as Debian's own user. */
    private static final class DebianPostgres {
        private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

        static int start() throws IOException {
            if (!Files.isExecutable(BIN.resolve("initdb"))) {
                throw new IOException("Install Debian's postgresql-15: " + BIN + " is missing");
            }
            Path folder = Files.createTempDirectory("lungburden-pg15-");
            if (root()) {
                command("chown", USER, folder.toString());
            }
            String data = folder.resolve("data").toString();
            asServer("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N");
            int port = freePort();
            String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
                    + " -c logging_collector=on -c log_rotation_size=0 -k " + folder;
            asServer(
                    "pg_ctl",
                    "-D",
                    data,
                    "-w",
                    "-t",
                    "60",
                    "-l",
                    folder.resolve("log").toString(),
                    "-o",
                    options,
                    "start");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder, data)));
            return port;
        }

        private static void stop(Path folder, String data) {
            try {
                asServer("pg_ctl", "-D", data, "-m", "immediate", "stop");
                command("rm", "-rf", folder.toString());
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL does not stop", e);
            }
        }

        private static boolean root() {
            return "root".equals(System.getProperty("user.name"));
        }

        private static void asServer(String program, String... arguments) throws IOException {
            List<String> command = new ArrayList<>();
            if (root()) {
                command.addAll(List.of("runuser", "-u", USER, "--"));
            }
            command.add(BIN.resolve(program).toString());
            command.addAll(List.of(arguments));
            command(command.toArray(String[]::new));
        }

        private static void command(String... command) throws IOException {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new IOException("Failed: " + String.join(" ", command));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted", e);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }
}
