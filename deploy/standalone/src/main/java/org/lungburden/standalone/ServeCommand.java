package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.lungburden.standalone.service.DataDirectory;
import org.lungburden.standalone.service.StandaloneService;
import org.lungburden.standalone.service.UnusableDataDirectoryException;
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
        StandaloneService service;
        try {
            service = StandaloneService.start(DataDirectory.open(data), port, Map.of());
        } catch (UnusableDataDirectoryException e) {
            throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
        }
        CountDownLatch stopped = new CountDownLatch(1);
        ShutdownHooks.closeAtExit(service, stopped::countDown);
        ParentWatch.start();
        PrintWriter out = spec.commandLine().getOut();
        out.println("LungBurden serves on " + service.uri());
        out.flush();
        stopped.await();
        return Main.DONE;
    }
}
