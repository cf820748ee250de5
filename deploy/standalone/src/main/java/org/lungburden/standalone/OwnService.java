package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.KeySecret;
import org.lungburden.error.ErrorCode;
import org.lungburden.process.MemoryEnd;
import org.lungburden.standalone.client.ServiceAddress;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.exit.ExitCode;
import org.lungburden.standalone.service.DataDirectory;
import org.lungburden.standalone.service.StandaloneService;

/** A service for one command alone: on a free port, with a private folder that goes with it. */
final class OwnService {
    private static final String OUT_OF_MEMORY =
            ErrorCode.OUT_OF_MEMORY + ": Memory ran out; LUNGBURDEN_JAVA_OPTS=-Xmx6g gives more of it.";

    private OwnService() {}

    /** What the command does with a service. */
    interface Use {
        void of(ServiceClient client) throws IOException, InterruptedException;
    }

    /**
     * Starts the service, uses it, and stops it.
     *
     * @param model folder of another model; null for the one that ships
     * @param err is told why the service gave up, which ends the process
     */
    static void use(@Nullable Path model, PrintWriter err, Use use) throws IOException, InterruptedException {
        KeySecret key = KeySecret.create();
        MemoryEnd.install(PreparedExit.with(OUT_OF_MEMORY)::exit);
        DataDirectory directory = Ending.open(DataDirectory::openPrivate);
        Ending.closeLast(directory);
        try (StandaloneService service = StandaloneService.start(
                directory, 0, settings(key, model), (status, why) -> giveUp(err, why), Ending::closeFirst)) {
            // Ctrl-C must also leave no process and no directory behind
            Ending.closeFirst(service);
            use.of(new ServiceClient(new ServiceAddress(service.uri()), key.text()));
        }
    }

    private static Map<String, Object> settings(KeySecret key, @Nullable Path model) {
        Map<String, Object> settings = new HashMap<>();
        // nobody asks again for the job of an interrupted run, so the worker need not finish that job
        settings.put("lungburden.worker.stop-grace", "0s");
        // a next attempt in this process would lack the same memory or time
        settings.put("lungburden.job.max-failures", "1");
        // other users of this machine reach loopback too
        settings.put("lungburden.auth", "keys");
        settings.put("lungburden.keys.process-key", key.text());
        // the one caller shares the service with nobody
        settings.put("lungburden.limits.requests-per-minute", Integer.MAX_VALUE);
        settings.put("lungburden.limits.requests-per-minute-per-key", Integer.MAX_VALUE);
        settings.put("lungburden.limits.uploads-per-day", Long.MAX_VALUE + "B");
        if (model != null) {
            settings.put("lungburden.model", model.toAbsolutePath().toString());
        }
        return settings;
    }

    /**
     * Nobody starts this process again, and a new process would not have the job. The end of the attempt is therefore
     * the end of the command.
     */
    private static void giveUp(PrintWriter err, ErrorCode why) {
        err.println(why + ": " + why.sentence());
        new Thread(() -> System.exit(ExitCode.FAILED), "give-up").start();
    }
}
