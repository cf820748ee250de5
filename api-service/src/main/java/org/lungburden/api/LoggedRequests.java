package org.lungburden.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.RequestIds;
import org.lungburden.job.LoggedJob;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id. The answer carries the id as {@code X-Request-Id}, and each log line during the request
 * shows the id together with the job's id.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class LoggedRequests extends OncePerRequestFilter {
    private static final Pattern JOB =
            Pattern.compile("/v1/jobs/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:/.*)?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = RequestIds.of(request);
        response.setHeader(RequestIds.HEADER, id);
        try (MDC.MDCCloseable named = MDC.putCloseable("requestId", id);
                LoggedJob logged = LoggedJob.of(jobOf(request.getRequestURI()
                        .substring(request.getContextPath().length())))) {
            chain.doFilter(request, response);
        }
    }

    private static @Nullable UUID jobOf(String path) {
        Matcher job = JOB.matcher(path);
        return job.matches() ? UUID.fromString(job.group(1)) : null;
    }

    /** Another thread writes an answer that had to wait. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    /**
     * The server may refuse a request before the filters run. Such a request still passes the filters on the way to the
     * error page.
     */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
