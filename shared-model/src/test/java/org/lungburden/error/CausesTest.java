package org.lungburden.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private final IOException inner = new IOException("inner");
    private final UncheckedIOException outer = new UncheckedIOException("outer", inner);

    @Test
    void goFromTheFailureInwards() {
        assertThat(Causes.of(outer)).containsExactly(outer, inner);
    }

    @Test
    void theFirstOfAKindIsTheOutermost() {
        assertThat(Causes.first(outer, Exception.class)).containsSame(outer);
        assertThat(Causes.first(outer, IOException.class)).containsSame(inner);
        assertThat(Causes.first(outer, Error.class)).isEmpty();
        assertThat(Causes.include(outer, IOException.class)).isTrue();
        assertThat(Causes.include(inner, UncheckedIOException.class)).isFalse();
    }

    @Test
    void aCircleEnds() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("two", one));
        assertThat(Causes.include(one, Error.class)).isFalse();
    }

    @Test
    void aTaskFailsAsItWouldOnThisThread() {
        IllegalStateException bug = new IllegalStateException("bug");
        assertThat(Causes.ofTask(new ExecutionException(inner))).isSameAs(inner);
        assertThat(Causes.ofTask(new ExecutionException(new TimeoutException("late"))))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> Causes.ofTask(new ExecutionException(bug))).isSameAs(bug);
        assertThatThrownBy(() -> Causes.ofTask(new ExecutionException(new OutOfMemoryError())))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
