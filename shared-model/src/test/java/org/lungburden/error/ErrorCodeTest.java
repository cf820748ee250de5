package org.lungburden.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    private static final String VERBS =
            "Ask|Check|Choose|Compare|Compute|Copy|Delete|Export|Look|Pack|Read|Report|Retry"
                    + "|Send|Submit|Try|Use|Wait";

    /** A sentence that tells a cause alone leaves its reader alone with it. */
    @ParameterizedTest
    @EnumSource
    void theSentenceTellsTheCauseAndThenWhatToDo(ErrorCode code) {
        assertThat(code.title()).matches("[A-Z][^.;]+\\.");
        assertThat(code.advice()).matches("(" + VERBS + ") [^;]*[^.;]\\.");
        assertThat(code.sentence()).isEqualTo(code.title() + " " + code.advice());
    }

    /** The server's own problem is written without an escape, see ProblemReportValve; YAML needs none either. */
    @ParameterizedTest
    @EnumSource
    void theSentenceNeedsNoEscape(ErrorCode code) {
        assertThat(code.sentence()).doesNotContain("\"", "\\", ": ", "#").hasSizeLessThan(200);
    }
}
