package org.lungburden.api.access.keys;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKey;
import org.lungburden.access.AccessScope;

/** Shows keys to people, a line each. */
final class KeyTable {
    private static final String ROW = "%-16s  %-12s  %-16s  %-26s  %-20s  %-20s  %s%n";

    private KeyTable() {}

    static void print(List<AccessKey> keys, Instant now, PrintWriter out) {
        out.printf(ROW, "ID", "OWNER", "NAME", "SCOPES", "CREATED", "LAST USED", "STATE");
        for (AccessKey key : keys) {
            out.printf(
                    ROW,
                    key.id(),
                    key.owner(),
                    key.name(),
                    AccessScope.text(key.scopes()),
                    time(key.createdAt()),
                    time(key.lastUsedAt()),
                    state(key, now));
        }
        out.flush();
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "never" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String state(AccessKey key, Instant now) {
        if (key.revokedAt() != null) {
            return "revoked " + time(key.revokedAt());
        }
        if (key.expiresAt() == null) {
            return "valid";
        }
        return (key.validAt(now) ? "valid until " : "expired ") + time(key.expiresAt());
    }
}
