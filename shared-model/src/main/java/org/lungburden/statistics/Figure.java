package org.lungburden.statistics;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure, or why there is none. Exactly one of the two is null, and no figure is ever NaN or infinite.
 *
 * @param <T> what was computed
 */
public record Figure<T>(@Nullable T value, @Nullable Absence absent) {
    public Figure {
        if ((value == null) == (absent == null)) {
            throw new IllegalArgumentException("either a value or its absence");
        }
    }

    public static <T> Figure<T> of(T value) {
        return new Figure<>(value, null);
    }

    public static <T> Figure<T> absent(Absence why) {
        return new Figure<>(null, why);
    }

    /** What {@code present} makes of the value, or {@code otherwise} of the reason. */
    public <R> R fold(Function<? super T, R> present, Function<Absence, R> otherwise) {
        if (value != null) {
            return present.apply(value);
        }
        if (absent == null) {
            throw new IllegalStateException("neither a value nor its absence");
        }
        return otherwise.apply(absent);
    }
}
