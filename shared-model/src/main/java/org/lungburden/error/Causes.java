package org.lungburden.error;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** What lies behind a failure, whatever layer has wrapped it. */
public final class Causes {
    /** A chain of causes can run in a circle. */
    private static final int DEEPEST = 50;

    private Causes() {}

    /** The failure itself, then its causes. */
    public static List<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
    }

    /** The outermost of a kind. */
    public static <T> Optional<T> first(Throwable failure, Class<T> kind) {
        return of(failure).stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * Why a task on another thread failed. Bugs and errors are thrown at once, as if this thread had met them.
     *
     * @return what the task threw, in an IOException where it was another checked exception
     */
    public static IOException ofTask(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException known ? known : new IOException(cause);
    }

    public static boolean include(Throwable failure, Class<?> kind) {
        return first(failure, kind).isPresent();
    }
}
