package org.lungburden.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lungburden.artifact.KnownFile;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;

/** {@code docs/conformance.md} tells what the code does, and each row names tests that exist. */
class ConformanceTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path PAGE = PROJECT.resolve("docs/conformance.md");

    /** Answers to requests that are at fault themselves, whatever the upload is. */
    private static final Set<ErrorCode> OF_REQUESTS =
            Set.of(ErrorCode.IDEMPOTENCY_KEY_REUSED, ErrorCode.CALLBACK_NOT_ALLOWED);

    @Test
    void thePageIsNotOld() throws IOException {
        if (Boolean.getBoolean("lungburden.docs.write")) {
            Files.writeString(PAGE, ConformancePage.text());
        }
        assertThat(PAGE).hasContent(ConformancePage.text());
    }

    @Test
    void everythingHasARow() {
        assertThat(ImageRows.SYNTAXES.keySet()).isEqualTo(FrameDecoders.supported());
        assertThat(ImageRows.SYNTAX_NAMES.keySet()).isEqualTo(FrameDecoders.supported());
        assertThat(ResultRows.files()).containsOnlyKeys(KnownFile.values());
        assertThat(ResultRows.refusals().keySet())
                .containsAll(Arrays.stream(ErrorCode.values())
                        .filter(code -> code.category() == Category.INPUT && !OF_REQUESTS.contains(code))
                        .filter(code -> code.httpStatus() == 0 || code.httpStatus() == 422)
                        .toList());
    }

    @Test
    void everyNamedTestExists() throws IOException {
        Map<String, String> sources = sources();
        for (String test : tests()) {
            String[] parts = test.split("#", 2);
            assertThat(sources).as(test).containsKey(parts[0]);
            if (parts.length == 2) {
                assertThat(sources.get(parts[0])).containsPattern("void " + Pattern.quote(parts[1]) + "\\(");
            }
        }
    }

    @Test
    void theTestsOfARefusalNameItsCode() throws IOException {
        Map<String, String> sources = sources();
        ResultRows.refusals().forEach((code, held) -> {
            for (String test : held.tests()) {
                assertThat(sources.get(test.split("#", 2)[0]))
                        .as("%s in %s", code, test)
                        .contains(code.name());
            }
        });
    }

    private static List<String> tests() {
        List<Held> rows = new ArrayList<>(ImageRows.SYNTAXES.values());
        rows.add(ImageRows.REFUSED_SYNTAX);
        rows.addAll(ImageRows.containers().values());
        rows.addAll(ImageRows.nifti().values());
        rows.addAll(ResultRows.refusals().values());
        rows.addAll(ResultRows.files().values());
        assertThat(rows).allSatisfy(row -> assertThat(row.tests()).isNotEmpty());
        return rows.stream().flatMap(row -> row.tests().stream()).toList();
    }

    /** The text of each test class of the project, by its simple name. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.find(PROJECT, 20, (file, attributes) -> isTest(file))) {
            return files.collect(
                    Collectors.toMap(ConformanceTest::name, ConformanceTest::text, (one, other) -> one + other));
        }
    }

    private static boolean isTest(Path file) {
        String path = file.toString();
        return path.contains("/src/test/java/") && (path.endsWith("Test.java") || path.endsWith("IT.java"));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
