package org.lungburden.standalone;

/** Orderly ends for processes that are told to stop by a signal. */
final class ShutdownHooks {
    private ShutdownHooks() {}

    static void closeAtExit(AutoCloseable resource, Runnable afterwards) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
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
}
