package org.lungburden.api.access;

import java.time.Instant;

/** What a caller's right to call rests on. */
sealed interface Grant {
    /** Never ends. */
    Grant ALWAYS = new Always();

    /** For everyone where there is no sign-in, and for the holder of a process's own key. */
    record Always() implements Grant {}

    /** Ends when the key is revoked or expires. */
    record OfKey(String id) implements Grant {}

    /** Ends with the session, thus with its key too. */
    record OfSession(String secretSha256) implements Grant {}

    /** Nobody can revoke a token. */
    record Until(Instant end) implements Grant {}
}
