package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lungburden.standalone.client.JobFollower;
import org.lungburden.standalone.client.JobView;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the states of jobs. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the state of each job at a running service.",
        footer = {
            "",
            "A line has the id, the status, and for people stage, progress, reference or error.",
            "",
            "Example: lungburden status --batch trial"
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    JobsOption jobs;

    @Option(names = "--json", description = "Prints each job as a line of JSON.")
    boolean json;

    @Mixin
    ServerOption server;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServiceClient client = server.client();
        PrintWriter out = spec.commandLine().getOut();
        String batch = jobs.batch();
        if (batch != null) {
            spec.commandLine().getErr().println(client.batch(batch).sentence());
            client.eachOf(batch, job -> out.println(json ? job.toString() : line(client.view(job))));
            out.flush();
            return ExitCode.DONE;
        }
        JobFollower.Ids ids = jobs.open(client, line -> true);
        for (String id = ids.next(); id != null; id = ids.next()) {
            out.println(json ? client.jobJson(id).toString() : line(client.job(id, Duration.ZERO)));
            out.flush();
        }
        return ExitCode.DONE;
    }

    /** The id and the status, and what else a person wants to know. */
    static String line(JobView job) {
        StringBuilder line = new StringBuilder(job.id() + " " + job.status());
        if (job.error() != null) {
            line.append(' ')
                    .append(job.error().code())
                    .append(": ")
                    .append(job.error().detail());
        } else if (!job.finished() && job.stage() != null) {
            line.append(String.format(
                    Locale.ROOT, " %s %.0f %%", job.stage().toLowerCase(Locale.ROOT), 100 * job.progress()));
        }
        if (job.reference() != null) {
            line.append(" (").append(job.reference()).append(')');
        }
        return line.toString();
    }
}
