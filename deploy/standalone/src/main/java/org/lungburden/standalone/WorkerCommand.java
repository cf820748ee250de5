package org.lungburden.standalone;

import java.util.concurrent.Callable;
import org.lungburden.process.MemoryEnd;
import org.lungburden.process.StartFailedException;
import org.lungburden.worker.process.WorkerProcess;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one worker of the distributed form until a signal stops the process. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs one worker; database, broker and store are named by environment variables.",
        footer = {
            "",
            "Needs SPRING_DATASOURCE_URL, LUNGBURDEN_AMQP_URI and",
            "LUNGBURDEN_ARTIFACTS_LOCATION (docs/configuration.md).",
            "",
            "Example: lungburden worker"
        })
final class WorkerCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of health and metrics, 0 for a free one (default: 0).")
    int port;

    @Mixin
    ServiceOptions options;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, StartFailedException {
        options.check();
        Ports.check(port);
        MemoryEnd.restarts();
        // A start that waits for its database must not outlive its launcher.
        ParentWatch.start();
        ConfigurableApplicationContext worker = WorkerProcess.start("--server.port=" + port);
        return UntilStopped.run(
                worker, "LungBurden worker is ready, health at " + WorkerProcess.healthUrl(worker), spec);
    }
}
