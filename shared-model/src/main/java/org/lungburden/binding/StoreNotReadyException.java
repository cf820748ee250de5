package org.lungburden.binding;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The artifact store did not answer, or nobody set it up, in time. The sentence holds no secret. */
public final class StoreNotReadyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StoreNotReadyException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
