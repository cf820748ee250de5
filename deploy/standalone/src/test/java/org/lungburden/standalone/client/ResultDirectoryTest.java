package org.lungburden.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.standalone.exit.CommandFailedException;

class ResultDirectoryTest {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    /** FIPS 180-2 appendix B.1. */
    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path temporary;

    @Test
    void showsNothingUntilAllIsThere() throws IOException {
        Path out = temporary.resolve("out");
        try (ResultDirectory directory = ResultDirectory.open(out)) {
            directory.write("result.json", ABC);
            assertThat(out.resolve("result.json")).doesNotExist();
            directory.write("labels.nii.gz", new ByteArrayInputStream(ABC), ABC_SHA256);
            directory.publish();
        }
        assertThat(out).isDirectoryContaining("glob:**/result.json").isDirectoryContaining("glob:**/labels.nii.gz");
        assertThat(Files.list(out)).hasSize(2);
    }

    @Test
    void aFailureLeavesNoDirectory() throws IOException {
        Path out = temporary.resolve("out");
        try (ResultDirectory directory = ResultDirectory.open(out)) {
            directory.write("result.json", ABC);
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void aFailureLeavesTheResultsOfAnEarlierRun() throws IOException {
        Files.writeString(temporary.resolve("result.json"), "earlier");
        try (ResultDirectory directory = ResultDirectory.open(temporary)) {
            directory.write("result.json", ABC);
        }
        assertThat(temporary.resolve("result.json")).hasContent("earlier");
        assertThat(Files.list(temporary)).hasSize(1);
    }

    @Test
    void aDamagedFileIsTold() throws IOException {
        try (ResultDirectory directory = ResultDirectory.open(temporary)) {
            assertThatThrownBy(
                            () -> directory.write("labels.nii.gz", new ByteArrayInputStream(new byte[3]), ABC_SHA256))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageStartingWith("DIGEST_MISMATCH");
        }
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() throws IOException {
        try (ResultDirectory directory = ResultDirectory.open(temporary.resolve("out"))) {
            for (String name : new String[] {"../evil", "a/b", ".hidden", ""}) {
                assertThatThrownBy(() -> directory.write(name, ABC)).isInstanceOf(CommandFailedException.class);
            }
        }
        assertThat(temporary.resolve("evil")).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsTold() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");

        assertThatThrownBy(() -> ResultDirectory.open(file.resolve("out")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("cannot write to");
    }
}
