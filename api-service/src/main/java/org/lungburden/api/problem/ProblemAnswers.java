package org.lungburden.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobError;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Builds the answers that carry a problem. */
public final class ProblemAnswers {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private ProblemAnswers() {}

    /** A problem with the status of the code itself. */
    static ResponseEntity<Problem> of(ErrorCode code, String detail, HttpServletRequest request) {
        return of(code.httpStatus(), code, detail, null, request, HttpHeaders.EMPTY);
    }

    /** A problem with the status of the code itself, and with the faulty parameter. */
    static ResponseEntity<Problem> of(CodedException failure, HttpServletRequest request) {
        String parameter = failure instanceof ParameterException named ? named.parameter() : null;
        ErrorCode code = failure.code();
        HttpHeaders headers = failure instanceof RefusalWithHeader refusal ? refusal.headers() : new HttpHeaders();
        if (failure instanceof RetryLaterException later) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(later.seconds()));
        }
        return of(code.httpStatus(), code, failure.detail(), parameter, request, headers);
    }

    /** A problem for calls whose status does not depend on the code. */
    public static ResponseEntity<Problem> of(int status, ErrorCode code, String detail, HttpServletRequest request) {
        return of(status, code, detail, null, request, HttpHeaders.EMPTY);
    }

    /** The fault with which a job failed, at a status that does not depend on the code. */
    public static ResponseEntity<Problem> of(int status, JobError error, HttpServletRequest request) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(status, error, request));
    }

    /** A problem with an additional header. */
    public static ResponseEntity<Problem> of(
            CodedException failure, HttpServletRequest request, String header, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(header, value);
        return of(failure.code().httpStatus(), failure.code(), failure.detail(), null, request, headers);
    }

    static ResponseEntity<Problem> of(
            int status,
            ErrorCode code,
            String detail,
            @Nullable String parameter,
            HttpServletRequest request,
            HttpHeaders headers) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        }
        return answer.body(Problem.of(status, code, detail, parameter, request));
    }
}
