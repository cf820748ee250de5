package org.lungburden.webhook;

/** Why an attempt got no answer. The names are part of the contract. */
public enum AttemptCode {
    /** The address, or what its name resolves to, is not one that this service may call. */
    TARGET_NOT_ALLOWED,
    NAME_NOT_FOUND,
    CONNECT_FAILED,
    TLS_FAILED,
    TIMEOUT,
    /** The connection ended before an answer, or the answer was not HTTP. */
    NO_ANSWER
}
