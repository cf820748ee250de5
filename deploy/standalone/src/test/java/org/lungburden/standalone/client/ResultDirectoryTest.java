package org.lungburden.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.standalone.exit.CommandFailedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultDirectoryTest {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] RESULT = result("1.2.3");

    /** FIPS 180-2 appendix B.1. */
    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path temporary;

    @Test
    void showsNothingUntilAllIsThere() throws IOException {
        Path out = temporary.resolve("out");
        try (ResultDirectory directory = ResultDirectory.open(out, "study.zip", false)) {
            directory.writeResult(RESULT);
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
        try (ResultDirectory directory = ResultDirectory.open(out, "study.zip", false)) {
            directory.writeResult(RESULT);
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void aFailureLeavesTheResultsOfAnEarlierRun() throws IOException {
        String earlier = "{\"fileName\": \"study.zip\"}";
        Files.writeString(temporary.resolve("result.json"), earlier);
        try (ResultDirectory directory = ResultDirectory.open(temporary, "study.zip", false)) {
            directory.writeResult(RESULT);
        }
        assertThat(temporary.resolve("result.json")).hasContent(earlier);
        assertThat(Files.list(temporary)).hasSize(1);
    }

    @Test
    void aDamagedFileIsTold() throws IOException {
        try (ResultDirectory directory = ResultDirectory.open(temporary, "study.zip", false)) {
            assertThatThrownBy(
                            () -> directory.write("labels.nii.gz", new ByteArrayInputStream(new byte[3]), ABC_SHA256))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageStartingWith("DIGEST_MISMATCH");
        }
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() throws IOException {
        try (ResultDirectory directory = ResultDirectory.open(temporary.resolve("out"), "study.zip", false)) {
            for (String name : new String[] {"../evil", "a/b", ".hidden", ""}) {
                assertThatThrownBy(() -> directory.write(name, new ByteArrayInputStream(ABC), null))
                        .isInstanceOf(CommandFailedException.class);
            }
        }
        assertThat(temporary.resolve("evil")).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsTold() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");

        assertThatThrownBy(() -> ResultDirectory.open(file.resolve("out"), "study.zip", false))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("cannot write to");
    }

    @Test
    void aResultCarriesTheNameOfItsStudy() throws IOException {
        publish("Thorax Jörg.zip", "1.2.3", false);

        JsonNode written = JsonMapper.shared().readTree(Files.readAllBytes(temporary.resolve("result.json")));
        assertThat(written.path("fileName").stringValue()).isEqualTo("Thorax Jörg.zip");
        assertThat(written.path("study").path("seriesInstanceUid").stringValue())
                .isEqualTo("1.2.3");
    }

    @Test
    void theSameStudyMayBeMeasuredAgain() throws IOException {
        publish("study.zip", "1.2.3", false);
        publish("study.zip", "1.2.3", false);
    }

    @Test
    void theResultOfAnotherStudyIsOverwrittenOnlyByForce() throws IOException {
        publish("first.zip", "1.2.3", false);

        assertThatThrownBy(() -> publish("second.zip", "1.2.3", false))
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessageContainingAll("first.zip", "--force");
        publish("second.zip", "1.2.3", true);
        assertThat(temporary.resolve("result.json")).content().contains("second.zip");
    }

    @Test
    void twoStudiesMayHaveOneName() throws IOException {
        publish("study.zip", "1.2.3", false);

        assertThatThrownBy(() -> publish("study.zip", "4.5.6", false)).hasMessageContaining("--force");
        assertThat(temporary.resolve("result.json")).content().contains("1.2.3");
        publish("study.zip", "4.5.6", true);
    }

    @Test
    void aSeriesMayHoldSeveralVolumes() throws IOException {
        publish(volume(1, 2, 3), false);
        publish(volume(1, 2, 3), false);
        assertThatThrownBy(() -> publish(volume(2, 1, 3), false)).hasMessageContaining("--force");
        assertThat(temporary.resolve("result.json")).content().contains("volume 1 of");
        publish(volume(2, 1, 3), true);
    }

    /** As the service writes it: the volumes that were not measured have numbers. */
    private static byte[] volume(int measured, int... others) {
        String left = Arrays.stream(others)
                .mapToObj(n -> "{\"seriesInstanceUid\": \"1.2.3\", \"volume\": " + n + "}")
                .collect(Collectors.joining(", "));
        return ("{\"study\": {\"seriesInstanceUid\": \"1.2.3\", \"series\": {\"reason\": \"It is volume " + measured
                        + " of its series.\", \"others\": [" + left
                        + ", {\"seriesInstanceUid\": \"4.5.6\", \"volume\": 1}]}}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result.json",
                "labels.nii.gz",
                "overlay.png",
                "report.pdf",
                "measurements.csv",
                "image.nii.gz",
                "segmentation.dcm",
                "measurements.dcm",
                "report.dcm",
                "overlay.dcm"
            })
    void aFileOfWhichNobodyKnowsWhoseItIsStays(String name) throws IOException {
        Files.writeString(temporary.resolve(name), "a user's own");

        assertThatThrownBy(() -> publish("study.zip", "1.2.3", false)).hasMessageContaining("--force");
        assertThat(temporary.resolve(name)).hasContent("a user's own");
    }

    private void publish(String study, String series, boolean force) throws IOException {
        publish(study, result(series), force);
    }

    private void publish(byte[] result, boolean force) throws IOException {
        publish("study.zip", result, force);
    }

    private void publish(String study, byte[] result, boolean force) throws IOException {
        try (ResultDirectory directory = ResultDirectory.open(temporary, study, force)) {
            directory.writeResult(result);
            directory.publish();
        }
    }

    private static byte[] result(String series) {
        return ("{\"study\": {\"seriesInstanceUid\": \"" + series + "\"}}").getBytes(StandardCharsets.US_ASCII);
    }
}
