package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract, the page of the limits and the code name the same flags. */
class FlagListTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void contractAndPageNameEveryFlagOfTheCode() throws IOException {
        String contract = Files.readString(ROOT.resolve("openapi.yaml"));
        String quality = contract.substring(contract.indexOf("\n    Quality:\n"), contract.indexOf("\n    Model:\n"));
        SortedSet<String> inContract = all(quality, "(?m)^ +- `([A-Z_]+)`: ");
        SortedSet<String> onPage =
                all(noted(Files.readString(ROOT.resolve("docs/quality.md"))), "(?m)^\\| `([A-Z_]+)` \\|");
        assertThat(onPage).isEqualTo(inContract);
        assertThat(inContract).isEqualTo(inCode()).contains("THICK_SLICES", "UIDS_REPLACED");
    }

    /** After the refusals, whose table looks alike. */
    private static String noted(String page) {
        return page.substring(page.indexOf("## Noted in `quality`"));
    }

    private static SortedSet<String> inCode() throws IOException {
        SortedSet<String> codes = new TreeSet<>();
        Arrays.stream(Finding.Code.values()).filter(code -> !code.isRefusal()).forEach(code -> codes.add(code.name()));
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                codes.addAll(all(Files.readString(source), "new QualityFlag\\(\\s*\"([A-Z_]+)\""));
            }
        }
        return codes;
    }

    private static SortedSet<String> all(String text, String pattern) {
        SortedSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
