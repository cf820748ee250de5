package org.lungburden.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.Causes;
import org.lungburden.error.ErrorCode;
import org.lungburden.process.MemoryEnd;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.service.DataDirectory;
import org.lungburden.standalone.service.StandaloneService;
import org.lungburden.standalone.service.UnusableDataDirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the standalone service until a signal stops the process. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs the service on 127.0.0.1, with a database of its own, until it is stopped.",
        footer = {"", "Example: lungburden serve --port 8080 --data /srv/lungburden"})
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    /** The launcher starts the service again. */
    private static final Map<String, Object> EXITS = Map.of("lungburden.worker.exit-without-memory", "true");

    private final CompletableFuture<StandaloneService> running = new CompletableFuture<>();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port, 0 for a free one (default: 8080).")
    int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "lungburden-data",
            description = "Data directory (default: ${DEFAULT-VALUE}).")
    Path data;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "A port of their own for health and metrics (default: the same port).")
    @Nullable
    Integer managementPort;

    @Mixin
    ServiceOptions options;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        Ports.check(port);
        if (managementPort != null) {
            Ports.check(managementPort);
        }
        MemoryEnd.restarts();
        StandaloneService service;
        try {
            service = StandaloneService.start(
                    DataDirectory.open(data), port, settings(), this::restart, Ending::closeFirst);
            running.complete(service);
        } catch (UnusableDataDirectoryException e) {
            throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw portInUse(e).orElseThrow(() -> e);
        }
        // The watch starts only now, because a service must stop its database in order even during the start.
        ParentWatch.start();
        return UntilStopped.run(service, "LungBurden serves on " + service.uri(), spec);
    }

    private Map<String, Object> settings() {
        if (managementPort == null) {
            return EXITS;
        }
        Map<String, Object> settings = new HashMap<>(EXITS);
        settings.put("management.server.port", managementPort);
        settings.put("management.server.address", "${server.address}");
        return settings;
    }

    private Optional<CommandFailedException> portInUse(RuntimeException failure) {
        return Causes.first(failure, PortInUseException.class)
                .map(PortInUseException::getPort)
                .map(taken -> {
                    String option = taken == port ? "--port" : "--management-port";
                    return CommandFailedException.badInput("port " + taken + " is in use; " + option
                            + " names another, " + option + " 0 takes a free one");
                });
    }

    /**
     * Ends in order, except for the native libraries. Their exit handlers may hang or crash after the GPU is lost, and
     * the launcher would not see the status.
     */
    private void restart(int status, ErrorCode why) {
        new Thread(
                        () -> {
                            try (StandaloneService service = running.join()) {
                                LOG.error("The service starts again: {}", why);
                            } catch (IOException e) {
                                LOG.error("The service did not stop in order", e);
                            } finally {
                                Runtime.getRuntime().halt(status);
                            }
                        },
                        "restart")
                .start();
    }
}
