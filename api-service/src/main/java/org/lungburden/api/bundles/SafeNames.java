package org.lungburden.api.bundles;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names of files and folders out of texts of clients, safe on every system. */
final class SafeNames {
    private static final int LONGEST = 60;
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{Nd}._-]");
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern ENDS = Pattern.compile("^[._-]+|[._-]+$");
    /** A file of such a name is a device under Windows, whatever stands behind a dot. */
    private static final Set<String> DEVICES = Stream.concat(
                    Stream.of("con", "prn", "aux", "nul"),
                    IntStream.range(0, 10).boxed().flatMap(port -> Stream.of("com" + port, "lpt" + port)))
            .collect(Collectors.toUnmodifiableSet());

    private SafeNames() {}

    /** Letters, digits, and dots, dashes and low lines between them; empty when the text has none of the first two. */
    static String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        int[] beginning = UNSAFE.matcher(composed)
                .replaceAll("_")
                .codePoints()
                .limit(LONGEST)
                .toArray();
        String safe = ENDS.matcher(new String(beginning, 0, beginning.length)).replaceAll("");
        String device = safe.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
        return DEVICES.contains(device) ? "_" + safe : safe;
    }

    /** The same, of ASCII alone: a header holds no other letters. */
    static String ascii(String text) {
        return ENDS.matcher(BEYOND_ASCII.matcher(of(text)).replaceAll("_")).replaceAll("");
    }
}
