package org.lungburden.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.standalone.exit.ExitCode;

/**
 * Ends the process in order, with a line on standard error, when memory has run out. All objects for this exist
 * beforehand, so that the exit needs no memory.
 */
final class PreparedExit {
    /** Time for an orderly stop. The limit is needed because the stop may need memory that is not there. */
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
            // Without the line, the exit code still reports the failure.
        }
        System.exit(ExitCode.FAILED);
    }

    private void haltWhenAsked() {
        try {
            asked.await();
            Thread.sleep(GRACE.toMillis());
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if somebody did, the process would only end earlier.
        }
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }
}
