package org.lungburden.error;

import java.io.Serial;

/** A setting is missing or invalid. The sentence names the setting and holds no secret. */
public final class InvalidSettingException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String sentence) {
        super(sentence);
    }

    public InvalidSettingException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
