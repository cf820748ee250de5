package org.lungburden.database;

/**
 * Whose connections a thread takes: those of the requests, or those that background work keeps for itself, so that many
 * requests cannot hold up what moves the jobs on.
 */
public final class DatabaseUse {
    private static final ThreadLocal<Boolean> BACKGROUND = ThreadLocal.withInitial(() -> false);

    private DatabaseUse() {}

    /** From now on this thread does background work. */
    public static void background() {
        BACKGROUND.set(true);
    }

    static boolean isBackground() {
        return BACKGROUND.get();
    }
}
