package org.lungburden.error;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    public static boolean include(Throwable failure, Class<?> kind) {
        return first(failure, kind).isPresent();
    }
}
