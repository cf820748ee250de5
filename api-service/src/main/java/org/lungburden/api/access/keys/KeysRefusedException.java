package org.lungburden.api.access.keys;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Ends the command with one sentence on standard error. */
public final class KeysRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int BAD_INPUT = 2;
    private static final int FAILED = 3;

    private final int exitCode;

    private KeysRefusedException(int exitCode, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public static KeysRefusedException badInput(String sentence) {
        return new KeysRefusedException(BAD_INPUT, sentence, null);
    }

    public static KeysRefusedException failed(String sentence, @Nullable Throwable cause) {
        return new KeysRefusedException(FAILED, sentence, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
