package org.lungburden.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.lungburden.database.DatabaseOutage;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns exceptions into answers; no other class does that. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    @Nullable
    ResponseEntity<Problem> any(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            if (response.getStatus() >= 400) {
                // The server found the body broken or stalled, and answers through its error page.
                return null;
            }
            // Rethrown to make the server cut the connection. Otherwise the client could take a partial answer for
            // complete.
            throw failure;
        }
        if (failure instanceof CodedException coded) {
            return coded(coded, request);
        }
        if (failure instanceof ErrorResponse refused) {
            return refused(failure, refused, request);
        }
        if (failure instanceof InvalidParameterException) {
            return ProblemAnswers.of(
                    ErrorCode.INVALID_REQUEST,
                    "The query is not well-formed. Encode special characters with a percent sign (RFC 3986).",
                    request);
        }
        if (failure instanceof TypeMismatchException) {
            return ProblemAnswers.of(mismatch(failure), request);
        }
        if (isOutage(failure)) {
            return unavailable(failure, request);
        }
        return internal(failure, request);
    }

    private static ResponseEntity<Problem> coded(CodedException failure, HttpServletRequest request) {
        ErrorCode code = failure.code();
        if (code == ErrorCode.INTERNAL || code.httpStatus() == 0) {
            return internal(failure, request);
        }
        if (code.httpStatus() >= 500) {
            log.warn("{} {} answered {}", request.getMethod(), request.getRequestURI(), code, failure);
        }
        return ProblemAnswers.of(failure, request);
    }

    private static ResponseEntity<Problem> refused(
            Exception failure, ErrorResponse refused, HttpServletRequest request) {
        int status = refused.getStatusCode().value();
        ErrorCode code = HttpFaults.code(status);
        return code == ErrorCode.INTERNAL
                ? internal(failure, request)
                : ProblemAnswers.of(status, code, code.sentence(), null, request, refused.getHeaders());
    }

    private static CodedException mismatch(Exception failure) {
        return failure instanceof MethodArgumentTypeMismatchException argument
                ? new ParameterException(
                        argument.getName(), "The parameter " + argument.getName() + " is not valid.", failure)
                : new CodedException(ErrorCode.INVALID_REQUEST);
    }

    private static boolean isOutage(Exception failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException
                || DatabaseOutage.causes(failure);
    }

    private static ResponseEntity<Problem> unavailable(Exception failure, HttpServletRequest request) {
        log.warn("{} {}: the database is not available", request.getMethod(), request.getRequestURI(), failure);
        return ProblemAnswers.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), request);
    }

    private static ResponseEntity<Problem> internal(Exception failure, HttpServletRequest request) {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return ProblemAnswers.of(ErrorCode.INTERNAL, ErrorCode.INTERNAL.sentence(), request);
    }
}
