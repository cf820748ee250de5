package org.lungburden.api.access;

/** A sign-in at an issuer as a browser has begun it, for tests of other rooms. */
public record BegunSignIn(String cookie, String state) {

    public static BegunSignIn create() {
        SignInRequest begun = SignInRequest.begin("/").orElseThrow();
        return new BegunSignIn("lungburden-sign-in=" + begun.cookie(), begun.state());
    }
}
