package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a post with a wrong media type: the detail lists the accepted types and names the path for forms. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class FormAdvice {

    @ExceptionHandler
    ResponseEntity<Problem> unsupported(HttpMediaTypeNotSupportedException refused, HttpServletRequest request) {
        String supported = MediaType.toString(refused.getSupportedMediaTypes());
        CodedException failure = new CodedException(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE, sentence(refused.getContentType(), supported), refused);
        return ProblemAnswers.of(failure, request, HttpHeaders.ACCEPT, supported);
    }

    private static String sentence(@Nullable MediaType named, String supported) {
        boolean form = named != null && named.getType().equals("multipart");
        return form
                ? "This path takes the study alone; a form goes to /v1/jobs/form."
                : "This path takes " + supported + "; send one of them.";
    }
}
