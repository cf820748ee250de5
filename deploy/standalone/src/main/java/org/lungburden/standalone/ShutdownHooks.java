package org.lungburden.standalone;

/** Orderly ends for processes that are told to stop by a signal. */
final class ShutdownHooks {
    private static volatile boolean stopping;

    private ShutdownHooks() {}

    static void closeAtExit(AutoCloseable resource, Runnable afterwards) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping = true;
                            try {
                                resource.close();
                            } catch (Exception e) {
                                System.err.println("lungburden: stopping failed: " + e);
                            } finally {
                                afterwards.run();
                            }
                        },
                        "shutdown"));
    }

    /** Whether the process was told to stop: what fails from then on is no news. */
    static boolean stopping() {
        return stopping;
    }
}
