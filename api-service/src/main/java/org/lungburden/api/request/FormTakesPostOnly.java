package org.lungburden.api.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;

/** Answers other methods on the form's path with 405. Spring would take the last part of the path for a job's id. */
class FormTakesPostOnly implements HandlerInterceptor {
    static final String PATH = "/v1/jobs/form";

    private static final List<String> OFFERED = List.of(HttpMethod.POST.name(), HttpMethod.OPTIONS.name());

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpRequestMethodNotSupportedException {
        if (!OFFERED.contains(request.getMethod())) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), OFFERED);
        }
        return true;
    }
}
