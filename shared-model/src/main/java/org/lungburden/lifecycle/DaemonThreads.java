package org.lungburden.lifecycle;

import java.util.concurrent.ThreadFactory;

/** Threads with a name that do not keep their process from ending. */
public final class DaemonThreads {
    private DaemonThreads() {}

    public static Thread start(String name, Runnable work) {
        Thread thread = named(name).newThread(work);
        thread.start();
        return thread;
    }

    /** For an executor: all its threads have this name. */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
