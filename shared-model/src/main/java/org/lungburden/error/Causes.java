package org.lungburden.error;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Finds the causes behind a failure, whatever layer has wrapped them. */
public final class Causes {
    /** A chain of causes can be circular. */
    private static final int DEEPEST = 50;

    private Causes() {}

    /** The failure itself, then its causes. */
    public static List<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
    }

    /** The outermost cause of a given class. */
    public static <T> Optional<T> first(Throwable failure, Class<T> kind) {
        return of(failure).stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * Why a task on another thread failed. This method throws unchecked exceptions and errors at once, as if they had
     * occurred on this thread.
     *
     * @return the task's exception, wrapped in an IOException when the task threw another checked exception
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
