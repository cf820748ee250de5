package org.lungburden.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StoredResultsTest {

    /** As version 0.2.0 stored it for the phantom. */
    private static String firstEdition() throws IOException {
        try (InputStream file = StoredResultsTest.class.getResourceAsStream("result-1.0.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void firstEditionIsReadAsTheCurrentAndChangesNothingElse() throws IOException {
        String stored = firstEdition();
        String expected = stored.replace("\"schemaVersion\":\"1.0\"", "\"schemaVersion\":\"2.0\"")
                .replace("\"contrastEnhanced\":null", "\"contrastEnhanced\":\"UNKNOWN\"")
                .replace(
                        "\"densityHu\":{\"lung\":-802.4,\"groundGlass\":-595.9,\"highOpacity\":-220.4}",
                        "\"density\":[{\"of\":\"LUNG\",\"meanHu\":-802.4},{\"of\":\"GROUND_GLASS\",\"meanHu\":-595.9},"
                                + "{\"of\":\"HIGH_OPACITY\",\"meanHu\":-220.4}]")
                .replace("\"bytes\":", "\"sizeBytes\":");
        assertThat(StoredResults.current(stored)).isEqualTo(expected).doesNotContain("null");
        ResultDocument document = JsonMapper.shared().readValue(expected, ResultDocument.class);
        assertThat(document.schemaVersion()).isEqualTo(ResultDocument.SCHEMA_VERSION);
        assertThat(document.artifacts())
                .extracting(ResultDocument.Artifact::sizeBytes)
                .containsExactly(135624L, 471228L);
    }

    @ParameterizedTest
    @CsvSource({"true, YES", "false, NO", "null, UNKNOWN"})
    void contrastIsAWord(String told, String word) throws IOException {
        String stored = firstEdition().replace("\"contrastEnhanced\":null", "\"contrastEnhanced\":" + told);
        assertThat(StoredResults.current(stored)).contains("\"contrastEnhanced\":\"" + word + "\"");
    }

    @Test
    void aClassWithoutVoxelsHasNoDensity() throws IOException {
        String stored = firstEdition().replace(",\"groundGlass\":-595.9,\"highOpacity\":-220.4}", "}");
        assertThat(StoredResults.current(stored)).contains("\"density\":[{\"of\":\"LUNG\",\"meanHu\":-802.4}]");
    }

    @Test
    void numbersKeepTheirDigits() throws IOException {
        String stored = firstEdition().replace("\"spacingMm\":[1.5,1.5,2.5]", "\"spacingMm\":[0.6720,1.0E-7,2.0]");
        assertThat(StoredResults.current(stored)).contains("\"spacingMm\":[0.6720,1.0E-7,2.0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schemaVersion\":\"2.0\",\"bytes\":1}", "{\"schemaVersion\":\"3.1\"}", "{}"})
    void otherEditionsPassAsTheyAre(String stored) {
        assertThat(StoredResults.current(stored)).isEqualTo(stored);
    }
}
