package org.lungburden.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * NumPy and SciPy give the same figures: {@code training/fixtures/statistics}, written by
 * {@code lungburden_training.evaluate.cohort_fixtures}. All agree to 1e-9 of the number, or 1e-9 below 1; of p also a
 * millionth is right, down to 1e-15.
 */
class StatisticsFixtureTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final Path FOLDER = Path.of("..", "training", "fixtures", "statistics");

    record Case(JsonNode json) {
        @Override
        public String toString() {
            return json.get("name").asString();
        }
    }

    static Stream<Case> summary() throws IOException {
        return cases("summary.json");
    }

    static Stream<Case> paired() throws IOException {
        return cases("paired.json");
    }

    static Stream<Case> dice() throws IOException {
        return cases("dice.json");
    }

    private static Stream<Case> cases(String file) throws IOException {
        JsonNode cases = MAPPER.readTree(Files.readString(FOLDER.resolve(file))).get("cases");
        assertThat(cases.size()).isGreaterThan(10);
        return cases.valueStream().map(Case::new);
    }

    @ParameterizedTest
    @MethodSource("summary")
    void ofOneSample(Case fixture) {
        double[] values = numbers(fixture.json(), "values");
        compare(fixture, "summary", Summary.of(values));
        compare(fixture, "histogram", Histogram.of(values));
    }

    @ParameterizedTest
    @MethodSource("paired")
    void ofPairs(Case fixture) {
        double[] first = numbers(fixture.json(), "first");
        double[] second = numbers(fixture.json(), "second");
        compare(fixture, "spearman", Correlation.spearman(first, second));
        compare(fixture, "pearson", Correlation.pearson(first, second));
        compare(fixture, "blandAltman", BlandAltman.of(first, second));
        compare(fixture, "signedRanks", SignedRanks.of(first, second));
    }

    @ParameterizedTest
    @MethodSource("dice")
    void ofMasks(Case fixture) {
        Confusion confusion = new Confusion(4);
        for (int reference = 0; reference < 4; reference++) {
            for (int mask = 0; mask < 4; mask++) {
                confusion.add(
                        reference,
                        mask,
                        fixture.json().get("confusion").get(reference).get(mask).asLong());
            }
        }
        Set<Integer> labels =
                fixture.json().get("labels").valueStream().map(JsonNode::asInt).collect(Collectors.toSet());
        assertTree(fixture.json().get("dice"), MAPPER.valueToTree(confusion.dice(labels)), "dice");
    }

    private static void compare(Case fixture, String name, Figure<?> figure) {
        JsonNode found = figure.fold(MAPPER::valueToTree, why -> MAPPER.valueToTree(Map.of("absent", why)));
        assertTree(fixture.json().get(name), found, name);
    }

    private static void assertTree(JsonNode expected, JsonNode found, String at) {
        assertThat(found.getNodeType()).as(at).isEqualTo(expected.getNodeType());
        if (expected.isObject()) {
            assertThat(found.propertyNames()).as(at).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
            expected.properties()
                    .forEach(part -> assertTree(part.getValue(), found.get(part.getKey()), at + "." + part.getKey()));
        } else if (expected.isArray()) {
            assertThat(found.size()).as(at).isEqualTo(expected.size());
            for (int n = 0; n < expected.size(); n++) {
                assertTree(expected.get(n), found.get(n), at + "[" + n + "]");
            }
        } else if (expected.isNumber()) {
            assertNumber(expected.asDouble(), found.asDouble(), at);
        } else {
            assertThat(found).as(at).isEqualTo(expected);
        }
    }

    private static void assertNumber(double expected, double found, String at) {
        assertThat(found).as(at).isFinite().isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        if (at.endsWith(".p")) {
            assertThat(found).as(at).isCloseTo(expected, within(Math.max(1e-15, 1e-6 * expected)));
        }
    }

    private static double[] numbers(JsonNode json, String name) {
        return json.get(name).valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
