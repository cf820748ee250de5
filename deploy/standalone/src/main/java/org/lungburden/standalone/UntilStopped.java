package org.lungburden.standalone;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Keeps a service running until a signal stops the process. */
final class UntilStopped {
    private UntilStopped() {}

    /** Call this when the service is ready; the line announces that. */
    static int run(AutoCloseable service, String readyLine, CommandSpec spec) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Ending.closeFirst(() -> {
            service.close();
            stopped.countDown();
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(readyLine);
        out.flush();
        stopped.await();
        return ExitCode.DONE;
    }
}
