package org.lungburden.api.access;

import java.io.Serial;
import org.springframework.security.core.AuthenticationException;

/** Nobody can tell at the moment whether a key or token is valid: the database or the issuer does not answer. */
final class SignInAwayException extends AuthenticationException {
    @Serial
    private static final long serialVersionUID = 1L;

    SignInAwayException(RuntimeException cause) {
        super("keys or tokens cannot be checked", cause);
    }
}
