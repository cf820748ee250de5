package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.quality.EvaluatedRange;

class ModelManifestTest {
    /** Of the three bytes "abc", FIPS 180-2 appendix B.1. */
    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String VALID = """
            {"schemaVersion":"1.0","name":"n","version":"1","file":"model.pt","sha256":"%s",
             "input":{"layout":"slice,channel,y,x","rows":256,"columns":128,"channels":1,"neighbours":5,"dtype":"float32"},
             "output":{"layout":"slice,label,y,x","values":"log-probability"},
             "window":{"lowHu":-1024,"highHu":150},"neighbourDistanceMm":5.0,
             "labels":[{"code":0,"name":"background"},{"code":1,"name":"lung"},
                       {"code":2,"name":"groundGlass"},{"code":3,"name":"highOpacity"}],
             "somethingNew":{}}
            """.formatted(ABC_SHA256);

    @TempDir
    Path directory;

    @BeforeEach
    void writeWeights() throws IOException {
        Files.write(directory.resolve("model.pt"), "abc".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void readsWhatThePipelineNeeds() throws IOException {
        Files.writeString(directory.resolve("manifest.json"), VALID);

        ModelManifest.Loaded loaded = ModelManifest.read(directory);

        assertThat(loaded.card().rows()).isEqualTo(256);
        assertThat(loaded.card().columns()).isEqualTo(128);
        assertThat(loaded.card().lowHu()).isEqualTo(-1024);
        assertThat(loaded.card().highHu()).isEqualTo(150);
        assertThat(loaded.card().neighbourDistanceMm()).isEqualTo(5);
        assertThat(loaded.card().manifestJson()).isEqualTo(VALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schemaVersion\":\"1.0\" | \"schemaVersion\":\"3.0\"",
                "\"schemaVersion\":\"1.0\" | \"schemaVersion\":\"2.0\"",
                "\"neighbours\":5         | \"neighbours\":5,\"partMultiple\":4",
                "\"file\":\"model.pt\"     | \"file\":\"../model.pt\"",
                "ba7816bf                  | ca7816bf",
                "slice,channel,y,x         | channel,slice,y,x",
                "\"channels\":1            | \"channels\":3",
                "float32                   | float16",
                "log-probability           | logit",
                "\"highHu\":150            | \"highHu\":-1024",
                "\"neighbourDistanceMm\":5.0 | \"neighbourDistanceMm\":0",
                "{\"code\":1,\"name\":\"lung\"} | {\"code\":1,\"name\":\"heart\"}",
                "\"rows\":256              | \"rows\":0",
            })
    void refusesAManifestThatItCannotServe(String from, String to) throws IOException {
        String changed = VALID.replace(from, to);
        assertThat(changed).isNotEqualTo(VALID);
        Files.writeString(directory.resolve("manifest.json"), changed);

        assertThatThrownBy(() -> ModelManifest.read(directory)).isInstanceOf(InvalidModelException.class);
    }

    @Test
    void theSecondEditionTellsWhichPartsOfTheGridTheNetworkAnswers() throws IOException {
        String second = VALID.replace("\"schemaVersion\":\"1.0\"", "\"schemaVersion\":\"2.0\"");
        String multiple = "\"neighbours\":5,\"partMultiple\":%s";
        Path manifest = directory.resolve("manifest.json");
        Files.writeString(manifest, second.replace("\"neighbours\":5", multiple.formatted(4)));
        assertThat(ModelManifest.read(directory).manifest().input().partMultiple())
                .isEqualTo(4);

        Files.writeString(manifest, second.replace("\"neighbours\":5", multiple.formatted(3)));
        assertThatThrownBy(() -> ModelManifest.read(directory))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("partMultiple");
    }

    @Test
    void theEvaluatedRangeMayBeMissingInWholeOrInPart() throws IOException {
        Path manifest = directory.resolve("manifest.json");
        Files.writeString(manifest, VALID);
        assertThat(ModelManifest.read(directory).card().evaluated()).isEqualTo(EvaluatedRange.UNTOLD);

        String range = """
                "evaluatedRange":{"scans":3,"sliceDistanceMm":{"to":6},"lungMl":{"from":1700,"to":8000}},"somethingNew\"""";
        Files.writeString(manifest, VALID.replace("\"somethingNew\"", range));
        EvaluatedRange.Range any = EvaluatedRange.Range.of(null, null);
        assertThat(ModelManifest.read(directory).card().evaluated())
                .isEqualTo(new EvaluatedRange(
                        EvaluatedRange.Range.of(null, 6.0), any, EvaluatedRange.Range.of(1700.0, 8000.0), any));

        Files.writeString(manifest, VALID.replace("\"somethingNew\"", range.replace("1700", "8001")));
        assertThatThrownBy(() -> ModelManifest.read(directory)).isInstanceOf(InvalidModelException.class);
    }

    @Test
    void halfFormIsReadAndItsDigestChecked() throws IOException {
        Files.write(directory.resolve("half.pt"), "abc".getBytes(StandardCharsets.US_ASCII));
        String half = "\"half\":{\"file\":\"half.pt\",\"sha256\":\"%s\"},\"somethingNew\"";
        Path manifest = directory.resolve("manifest.json");

        Files.writeString(manifest, VALID.replace("\"somethingNew\"", half.formatted(ABC_SHA256)));
        assertThat(ModelManifest.read(directory).weights(Precision.FLOAT16)).isEqualTo(directory.resolve("half.pt"));
        assertThat(ModelManifest.read(directory).weights(Precision.FLOAT32)).isEqualTo(directory.resolve("model.pt"));

        for (String wrong :
                new String[] {half.formatted("00"), half.formatted(ABC_SHA256).replace("half.pt", "../half.pt")}) {
            Files.writeString(manifest, VALID.replace("\"somethingNew\"", wrong));
            assertThatThrownBy(() -> ModelManifest.read(directory)).isInstanceOf(InvalidModelException.class);
        }
    }

    @Test
    void aPinAllowsItsWeightsAlone() throws IOException {
        Files.write(directory.resolve("half.pt"), "half".getBytes(StandardCharsets.US_ASCII));
        String half = "\"half\":{\"file\":\"half.pt\",\"sha256\":\"%s\"},\"somethingNew\""
                .formatted(org.lungburden.artifact.Sha256.of("half".getBytes(StandardCharsets.US_ASCII)));
        Files.writeString(directory.resolve("manifest.json"), VALID.replace("\"somethingNew\"", half));
        ModelManifest.Loaded pinned = ModelManifest.read(directory).pinned(ABC_SHA256);
        assertThat(pinned.weights(Precision.FLOAT32)).isEqualTo(directory.resolve("model.pt"));
        assertThatThrownBy(() -> pinned.weights(Precision.FLOAT16))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("lungburden.model.sha256 allows " + ABC_SHA256);
        assertThatThrownBy(() ->
                        ModelManifest.read(directory).pinned("0".repeat(64)).weights(Precision.FLOAT32))
                .isInstanceOf(InvalidModelException.class);
    }

    @Test
    void refusesADirectoryWithoutAManifest() {
        assertThatThrownBy(() -> ModelManifest.read(directory))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("no readable model");
    }
}
