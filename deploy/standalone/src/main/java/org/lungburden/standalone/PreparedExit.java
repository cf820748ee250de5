package org.lungburden.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.standalone.exit.ExitCode;

/** Ends the process in order, with a line on standard error, when memory has run out: all that this takes exists beforehand. */
final class PreparedExit {
    /** What stops in order may need memory that is not there. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    private final byte[] line;

    private PreparedExit(String line) {
        this.line = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    }

    static PreparedExit with(String line) {
        PreparedExit exit = new PreparedExit(line);
        DaemonThreads.start("prepared-exit", exit::exitWhenAsked);
        DaemonThreads.start("prepared-halt", exit::haltWhenAsked);
        return exit;
    }

    /** Returns at once. */
    void exit() {
        asked.countDown();
    }

    private void exitWhenAsked() {
        try {
            asked.await();
            err.write(line);
        } catch (IOException | InterruptedException e) {
            // The exit code tells it too.
        }
        System.exit(ExitCode.FAILED);
    }

    private void haltWhenAsked() {
        try {
            asked.await();
            Thread.sleep(GRACE.toMillis());
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; without its wait the process ends no later.
        }
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }
}
