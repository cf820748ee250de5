package org.lungburden.api.access;

/** How callers show who they are. */
public enum SignIn {
    /** Not at all. Everyone who reaches the service may do everything, so it listens on loopback alone. */
    NONE,
    /** By a key that {@code lungburden keys create} made. */
    KEYS,
    /** By a token of an OpenID Connect issuer, or by a key. */
    OIDC
}
