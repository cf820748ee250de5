package org.lungburden.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.ApiProcess;
import org.lungburden.process.MemoryEnd;
import org.lungburden.process.StartFailedException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one API of the distributed form until a signal stops the process. */
@Command(
        name = "api",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs one API; database, broker and store are named by environment variables.",
        footer = {
            "",
            "Needs SPRING_DATASOURCE_URL, LUNGBURDEN_AMQP_URI and",
            "LUNGBURDEN_ARTIFACTS_LOCATION (docs/configuration.md).",
            "",
            "Example: lungburden api --port 8080"
        })
final class ApiCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port, 0 for a free one (default: 8080).")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: 127.0.0.1); another needs LUNGBURDEN_AUTH=keys or oidc.")
    String host;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port of health and metrics, 0 for a free one (default: 8081, or MANAGEMENT_SERVER_PORT).")
    @Nullable
    Integer managementPort;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, StartFailedException {
        Ports.check(port);
        MemoryEnd.restarts();
        // A start that waits for its database must not outlive its launcher.
        ParentWatch.start();
        List<String> settings = new ArrayList<>(List.of("--server.port=" + port, "--server.address=" + host));
        if (managementPort != null) {
            Ports.check(managementPort);
            settings.add("--management.server.port=" + managementPort);
        }
        ConfigurableApplicationContext api = ApiProcess.start(settings.toArray(String[]::new));
        return UntilStopped.run(api, ApiProcess.readyLine(api), spec);
    }
}
