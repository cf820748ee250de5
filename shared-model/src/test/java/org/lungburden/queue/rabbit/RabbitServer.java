package org.lungburden.queue.rabbit;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A private RabbitMQ of Debian's package: own directory, ports, node name and epmd. Leaves no process. */
public final class RabbitServer implements AutoCloseable {
    private static final Path BIN = Path.of("/usr/lib/rabbitmq/bin");
    private static final long START_S = 60;

    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private @Nullable Process server;

    private RabbitServer() throws IOException {
        if (!Files.isExecutable(BIN.resolve("rabbitmq-server"))) {
            throw new IOException("Install Debian's rabbitmq-server: " + BIN + " is missing");
        }
        folder = Files.createTempDirectory("lungburden-rabbit-");
        port = freePort();
        environment = Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("RABBITMQ_NODENAME", "lungburden" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(freePort())),
                Map.entry("ERL_EPMD_PORT", Integer.toString(freePort())),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("plugins").toString()),
                Map.entry(
                        "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString()));
    }

    /** Started and ready; the one of this JVM's tests comes from {@link #shared()}. */
    public static RabbitServer start(String... configuration) throws IOException {
        RabbitServer broker = new RabbitServer();
        Files.write(broker.folder.resolve("rabbitmq.conf"), List.of(configuration));
        Files.writeString(broker.folder.resolve("plugins"), "[].\n");
        broker.startAgain();
        return broker;
    }

    /** One for all tests of the JVM; nobody stops it but the JVM's end. */
    public static RabbitServer shared() {
        return Shared.BROKER;
    }

    private static final class Shared {
        static final RabbitServer BROKER = create();

        private static RabbitServer create() {
            try {
                RabbitServer broker = start();
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                return broker;
            } catch (IOException e) {
                throw new IllegalStateException("RabbitMQ does not start", e);
            }
        }
    }

    public int port() {
        return port;
    }

    public Path folder() {
        return folder;
    }

    public String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/%2f";
    }

    /** After {@link #kill()} or {@link #stop()}; with what it had stored. */
    public void startAgain() throws IOException {
        Files.deleteIfExists(folder.resolve("pid"));
        server = process(BIN.resolve("rabbitmq-server").toString());
        control(
                "wait",
                "--timeout",
                Long.toString(START_S),
                folder.resolve("pid").toString());
    }

    /** Runs rabbitmqctl and gives what it printed. */
    public String control(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(BIN.resolve("rabbitmqctl").toString(), "-q"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "control", ".txt");
        Process process = builder(command).redirectOutput(output.toFile()).start();
        await(process, START_S + 10);
        String printed = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new IOException("rabbitmqctl " + String.join(" ", arguments) + " failed: " + printed);
        }
        return printed;
    }

    /** SIGKILL. */
    public void kill() throws IOException {
        signal("KILL");
        Process running = server;
        if (running != null) {
            await(running, 10);
        }
    }

    /**
     * RabbitMQ writes down within a second which quorum queues it has. Killed before that it comes back with a new queue
     * that answers nobody; one that has been there for longer keeps what it confirmed.
     */
    public void awaitQueuesWritten() {
        try {
            Thread.sleep(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP: it keeps its connections and says nothing. Returns when all its threads stand still. */
    public void pause() throws IOException {
        signal("STOP");
        Path tasks = Path.of("/proc", pid(), "task");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!stopped(tasks)) {
            if (System.nanoTime() - end >= 0) {
                throw new IOException("RabbitMQ does not stand still");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean stopped(Path tasks) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                if (!Files.readString(thread.resolve("stat"))
                        .replaceFirst(".*\\) ", "")
                        .startsWith("T")) {
                    return false;
                }
            }
        }
        return true;
    }

    public void resume() throws IOException {
        signal("CONT");
    }

    public void stop() throws IOException {
        control("stop", folder.resolve("pid").toString());
        Process running = server;
        if (running != null) {
            await(running, 30);
        }
    }

    private void signal(String name) throws IOException {
        await(new ProcessBuilder("kill", "-" + name, pid()).start(), 5);
    }

    private String pid() throws IOException {
        return Files.readString(folder.resolve("pid")).strip();
    }

    @Override
    public void close() {
        try {
            Process running = server;
            if (running != null && running.isAlive()) {
                resume();
                kill();
            }
            await(process("epmd", "-port", environment.getOrDefault("ERL_EPMD_PORT", ""), "-kill"), 10);
            await(new ProcessBuilder("rm", "-rf", folder.toString()).start(), 10);
        } catch (IOException e) {
            throw new IllegalStateException("RabbitMQ does not stop", e);
        }
    }

    private Process process(String... command) throws IOException {
        return builder(List.of(command))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
                .start();
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    private static void await(Process process, long seconds) throws IOException {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException("Does not end: " + process.info().commandLine());
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
