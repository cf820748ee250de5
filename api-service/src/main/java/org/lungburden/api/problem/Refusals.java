package org.lungburden.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers requests that a filter refuses before they reach a controller. */
public class Refusals {
    private final HandlerExceptionResolver advice;

    Refusals(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver advice) {
        this.advice = advice;
    }

    /** Writes the problem; the caller must not pass the request on. */
    public void answer(Exception refusal, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(RequestIds.HEADER, RequestIds.of(request));
        advice.resolveException(request, response, null, refusal);
    }
}
