package org.lungburden.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungburden.standalone.service.DataDirectory;
import org.lungburden.standalone.service.StandaloneService;
import org.lungburden.standalone.service.UnusableDataDirectoryException;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the standalone service until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the service on 127.0.0.1.")
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8080", description = "Port, 0 for a free one (default: 8080).")
    int port;

    @Option(
            names = "--data",
            defaultValue = "lungburden-data",
            description = "Data directory (default: ${DEFAULT-VALUE}).")
    Path data;

    @Mixin
    ServiceOptions options;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        Ports.check(port);
        StandaloneService service;
        try {
            service = StandaloneService.start(DataDirectory.open(data), port, Map.of());
        } catch (UnusableDataDirectoryException e) {
            throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (portIsTaken(e)) {
                throw CommandFailedException.badInput(
                        "port " + port + " is in use; --port names another, --port 0 takes a free one");
            }
            throw e;
        }
        // Not before: a service that is being started is stopped with its database, in order.
        ParentWatch.start();
        return UntilStopped.run(service, "LungBurden serves on " + service.uri(), spec);
    }

    private static boolean portIsTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException) {
                return true;
            }
        }
        return false;
    }
}
