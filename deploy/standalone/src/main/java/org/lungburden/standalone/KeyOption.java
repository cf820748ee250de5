package org.lungburden.standalone;

import org.jspecify.annotations.Nullable;
import org.lungburden.access.KeySecret;
import org.lungburden.standalone.exit.CommandFailedException;
import picocli.CommandLine.Option;

/** The key for a running service. */
final class KeyOption {
    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:LUNGBURDEN_KEY}",
            description = "Key for --server; better set LUNGBURDEN_KEY, since other users see a command's options.")
    @Nullable
    String key;

    /** Ends the command when the text cannot stand in a header. */
    @Nullable
    String key() {
        if (key == null || key.isBlank()) {
            return null;
        }
        String text = key.strip();
        if (!text.matches("[A-Za-z0-9._~+/=-]+")) {
            throw CommandFailedException.badInput(
                    "--key: this is no key; a key begins with " + KeySecret.PREFIX + " and holds no spaces");
        }
        return text;
    }
}
