package org.lungburden.api.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.lungburden.api.problem.Refusals;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses every other method at the path of forms, which the paths of jobs would take for a job named "form". It comes
 * before the search for a handler, which would refuse a form first for its type where a job takes JSON.
 */
class FormTakesPostOnly extends OncePerRequestFilter {
    private static final String PATH = "/v1/jobs/form";
    private static final List<String> OFFERED = List.of(HttpMethod.POST.name(), HttpMethod.OPTIONS.name());

    private final Refusals refusals;

    FormTakesPostOnly(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // as the container has decoded it
        if (PATH.equals(request.getServletPath()) && !OFFERED.contains(request.getMethod())) {
            refusals.answer(
                    new HttpRequestMethodNotSupportedException(request.getMethod(), OFFERED), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
