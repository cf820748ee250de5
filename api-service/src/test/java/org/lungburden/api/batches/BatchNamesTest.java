package org.lungburden.api.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

class BatchNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cohort-2026",
                "a b",
                "a/b",
                "../../etc/passwd",
                ".",
                "..",
                "...",
                "a%2Fb",
                "%",
                "a;b=c",
                "a\\b",
                "Ä日本",
                "😀",
                "~b64.Zm9v",
                "~foo",
                "?x=1&y",
                "#top",
                "a\u2028b",
                "\u202Ecod",
                "\u00A0",
                "+",
                "a,b:c@d(e)",
                "'\"<>"
            })
    void aLinkLeadsToItsBatch(String name) {
        String segment = BatchNames.segment(name);
        assertThat(segment).matches("[A-Za-z0-9_.~%-]+").doesNotContainIgnoringCase("%2f", "%5c", "%25", "%3b");
        // a browser and a proxy leave it as it is
        URI link = URI.create("http://h/v1/batches/" + segment + "/cancel");
        assertThat(link.normalize()).isEqualTo(link);
        assertThat(BatchNames.of(link.getPath().split("/")[3])).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"~b64.Li4, ..", "~b64.YS9i, a/b", "~b64.Y29ob3J0, cohort", "~foo, ~foo"})
    void aSegmentStandsForAName(String segment, String name) {
        assertThat(BatchNames.of(segment)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~b64.", "~b64.%", "~b64._w", "~b64.AA", "~b64.a", "a\u0000b", "a\nb"})
    void whatCanBeNoNameIsNoBatch(String segment) {
        assertThatThrownBy(() -> BatchNames.of(segment))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BATCH_NOT_FOUND));
    }

    @Test
    void aNameIsNoLongerThanALabel() {
        assertThat(BatchNames.of("x".repeat(128))).hasSize(128);
        assertThatThrownBy(() -> BatchNames.of("x".repeat(129))).isInstanceOf(CodedException.class);
    }
}
