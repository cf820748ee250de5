package org.lungburden.standalone.measure;

import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;
import org.lungburden.standalone.exit.StudyFailedException;
import org.lungburden.standalone.study.FoundStudy;

/**
 * What became of a study.
 *
 * @param result of a study that was measured, now or by an earlier run
 * @param fault why it was not measured
 * @param earlier whether an earlier run measured it
 */
public record Outcome(
        FoundStudy study,
        @Nullable ResultDocument result,
        @Nullable StudyFailedException fault,
        boolean earlier) {

    public static Outcome measured(FoundStudy study, ResultDocument result) {
        return new Outcome(study, result, null, false);
    }

    static Outcome earlier(FoundStudy study, ResultDocument result) {
        return new Outcome(study, result, null, true);
    }

    static Outcome failed(FoundStudy study, StudyFailedException fault) {
        return new Outcome(study, null, fault, false);
    }
}
