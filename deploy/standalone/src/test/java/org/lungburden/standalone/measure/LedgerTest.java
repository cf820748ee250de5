package org.lungburden.standalone.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.standalone.exit.CommandFailedException;

class LedgerTest {
    @TempDir
    Path folder;

    private void result(String name, long bytes) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("labels.nii.gz"), "x");
        Files.writeString(
                folder.resolve(name).resolve("result.json"),
                "{\"jobId\": \"1\", \"artifacts\": [{\"name\": \"labels.nii.gz\", \"sizeBytes\": " + bytes + "}]}");
    }

    private void done(String content, String name) throws IOException {
        result(name, 1);
        try (Ledger ledger = Ledger.open(folder, true, false)) {
            ledger.add(new Ledger.Line(content, "how", name));
        }
    }

    @Test
    void tellsWhatAnEarlierRunMeasured() throws IOException {
        done("content", "a");
        try (Ledger ledger = Ledger.open(folder, true, false)) {
            assertThat(ledger.done("content", "other", "a")).isEmpty();
            assertThat(ledger.done("other", "how", "a")).isEmpty();
            assertThat(ledger.done("content", "how", "renamed")).contains("a");
        }
    }

    @Test
    void aFolderAnswersForOneStudyAlone() throws IOException {
        done("content", "a");
        done("content", "b");
        try (Ledger ledger = Ledger.open(folder, true, false)) {
            assertThat(ledger.done("content", "how", "b")).contains("b");
            assertThat(ledger.done("content", "how", "c")).contains("a");
            assertThat(ledger.done("content", "how", "d")).isEmpty();
        }
    }

    @Test
    void theResultsOfAnotherStudyAreNotOverwritten() throws IOException {
        done("content", "a");
        try (Ledger ledger = Ledger.open(folder, true, false)) {
            assertThat(ledger.place("other", "a")).isEqualTo("a-2");
            assertThat(ledger.place("third", "a")).isEqualTo("a-3");
            assertThat(ledger.done("content", "how", "renamed")).contains("a");
            assertThat(ledger.place("fourth", "b")).isEqualTo("b");
        }
        try (Ledger ledger = Ledger.open(folder, true, false)) {
            assertThat(ledger.place("content", "a")).isEqualTo("a");
        }
    }

    @Test
    void aResultThatIsNotWholeDoesNotCount() throws IOException {
        done("content", "a");
        result("a", 2);
        try (Ledger ledger = Ledger.open(folder, true, false)) {
            assertThat(ledger.done("content", "how", "a")).isEmpty();
        }
    }

    @Test
    void aLineCutShortByACrashDoesNotCount() throws IOException {
        done("content", "a");
        Files.writeString(folder.resolve(Ledger.NAME), "{\"content\": \"oth", StandardOpenOption.APPEND);
        done("third", "c");
        try (Ledger ledger = Ledger.open(folder, true, false)) {
            assertThat(ledger.done("content", "how", "a")).contains("a");
            assertThat(ledger.done("third", "how", "c")).contains("c");
        }
    }

    @Test
    void anotherCohortIsNotOverwrittenUnasked() throws IOException {
        Ledger.open(folder, false, false).close();
        Ledger.open(folder, false, false).close();
        done("content", "a");
        assertThatThrownBy(() -> Ledger.open(folder, false, false))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("--resume");
        try (Ledger ledger = Ledger.open(folder, false, true)) {
            assertThat(ledger.done("content", "how", "a")).isEmpty();
        }
    }

    @Test
    void oneRunAtATimeWrites() throws IOException {
        try (Ledger first = Ledger.open(folder, false, false)) {
            assertThat(first.done("content", "how", "a")).isEmpty();
            assertThatThrownBy(() -> Ledger.open(folder, true, false))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageStartingWith("another run writes to ");
        }
    }
}
