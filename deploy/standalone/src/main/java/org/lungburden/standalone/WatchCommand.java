package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.lungburden.job.JobStatus;
import org.lungburden.standalone.client.JobFollower;
import org.lungburden.standalone.client.JobView;
import org.lungburden.standalone.client.ServiceClient;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Waits for jobs. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Waits until jobs at a running service have ended, and prints each when it ends.",
        footer = {
            "",
            "Exit codes: 0 all succeeded, 2 some studies refused, 3 others failed or were",
            "canceled. An interrupt stops the watching, not the jobs.",
            "",
            "Example: lungburden watch --batch trial | lungburden download -o results"
        })
final class WatchCommand implements Callable<Integer> {
    @Mixin
    JobsOption jobs;

    @Mixin
    ServerOption server;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServiceClient client = server.client();
        PrintWriter out = spec.commandLine().getOut();
        AtomicInteger exit = new AtomicInteger(ExitCode.DONE);
        GoOn told = new GoOn();
        Ending.closeFirst(told);
        new JobFollower(client, job -> {
                    out.println(StatusCommand.line(job));
                    out.flush();
                    exit.accumulateAndGet(exitCode(job), Math::max);
                })
                .follow(
                        jobs.open(client, line -> true),
                        () -> spec.commandLine().getErr().println("watching"));
        told.done = true;
        return exit.get();
    }

    private static int exitCode(JobView job) {
        if (job.is(JobStatus.SUCCEEDED)) {
            return ExitCode.DONE;
        }
        return job.error() != null && job.error().ofTheStudy() ? ExitCode.BAD_INPUT : ExitCode.FAILED;
    }

    private static final class GoOn implements AutoCloseable {
        private volatile boolean done;

        @Override
        public void close() {
            if (!done) {
                System.err.println("the jobs go on; the same command watches them again");
            }
        }
    }
}
