package org.lungburden.standalone.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.exit.StudyFailedException;
import tools.jackson.databind.json.JsonMapper;

/** What became of a study, as one line of JSON for programs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutcomeJson(
        String study,
        String folder,
        String status,
        @Nullable Boolean measuredBefore,
        OutcomeJson.@Nullable Fault error,
        @Nullable ResultDocument result) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param code stable, as the service's */
    record Fault(String code, String detail) {}

    /** @param folder where the results are */
    static String line(Outcome outcome, String folder) {
        StudyFailedException fault = outcome.fault();
        return JSON.writeValueAsString(new OutcomeJson(
                outcome.study().name(),
                folder,
                fault == null ? "SUCCEEDED" : "FAILED",
                outcome.earlier() ? true : null,
                fault == null ? null : new Fault(fault.code(), fault.detail()),
                outcome.result()));
    }
}
