package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.lungburden.standalone.client.JobFollower;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Cancels jobs. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Cancels jobs at a running service, and prints each as it is then.",
        footer = {
            "",
            "A job that had ended before stays what it is. An interrupt leaves the rest as it is.",
            "",
            "Example: lungburden cancel --batch trial"
        })
final class CancelCommand implements Callable<Integer> {
    private static final String ENDED = "INVALID_TRANSITION";

    @Mixin
    JobsOption jobs;

    @Mixin
    ServerOption server;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServiceClient client = server.client();
        String batch = jobs.batch();
        if (batch != null) {
            spec.commandLine().getErr().println(client.cancelBatch(batch).sentence());
            PrintWriter out = spec.commandLine().getOut();
            client.eachOf(batch, job -> out.println(StatusCommand.line(client.view(job))));
            out.flush();
            return ExitCode.DONE;
        }
        JobFollower.Ids ids = jobs.open(client, line -> true);
        int exit = ExitCode.DONE;
        for (String id = ids.next(); id != null; id = ids.next()) {
            exit = Math.max(exit, cancel(client, id));
        }
        return exit;
    }

    private int cancel(ServiceClient client, String id) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(StatusCommand.line(client.cancel(id)));
        } catch (CommandFailedException e) {
            if (!String.valueOf(e.getMessage()).startsWith(ENDED)) {
                spec.commandLine().getErr().println(id + ": " + e.getMessage());
                return e.exitCode();
            }
            out.println(StatusCommand.line(client.job(id, Duration.ZERO)));
        }
        out.flush();
        return ExitCode.DONE;
    }
}
