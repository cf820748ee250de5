package org.lungburden.standalone;

import java.util.Optional;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.standalone.exit.ExitCode;

/** Ends the process when its supervising launcher is gone, so that no orphan process is left. */
final class ParentWatch {
    private ParentWatch() {}

    static void start() {
        String pid = System.getenv("LUNGBURDEN_PARENT_PID");
        if (pid == null) {
            return;
        }
        Optional<ProcessHandle> launcher = ProcessHandle.of(Long.parseLong(pid));
        if (launcher.isEmpty()) {
            Ending.stop(ExitCode.FAILED);
        }
        DaemonThreads.start("parent-watch", () -> awaitEndOf(launcher.orElseThrow()));
    }

    private static void awaitEndOf(ProcessHandle launcher) {
        launcher.onExit().join();
        Ending.stop(ExitCode.FAILED);
    }
}
