package org.lungburden.lifecycle;

import java.util.concurrent.ThreadFactory;

/** Named threads that do not keep their process alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    public static Thread start(String name, Runnable work) {
        Thread thread = named(name).newThread(work);
        thread.start();
        return thread;
    }

    /** Makes threads for an executor; all have this name. */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
