package org.lungburden.api.owner;

/** Calls that stay open: streams of events, and answers that wait. They end when their caller may no longer call. */
@FunctionalInterface
public interface OpenCalls {

    /**
     * Notices when the caller of the request that this thread answers may no longer call: the key is revoked, the session
     * or the token has ended.
     *
     * @param end called at most once, soon after that; it must return at once
     */
    Held hold(Runnable end);

    /** An open call; closing it twice does no harm. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
