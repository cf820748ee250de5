package org.lungburden.api.webhook.address;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** An address that this service may not call. */
public final class RefusedTargetException extends CodedException {
    private static final long serialVersionUID = 1L;

    /** @param detail a sentence for the client, without the address */
    RefusedTargetException(String detail) {
        super(ErrorCode.CALLBACK_NOT_ALLOWED, detail);
    }

    RefusedTargetException(String detail, Throwable cause) {
        super(ErrorCode.CALLBACK_NOT_ALLOWED, detail, cause);
    }
}
