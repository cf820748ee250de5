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
 * Names each request: the answer carries {@code X-Request-Id}, and so does what is logged meanwhile, beside the id of the
 * job that the request is for.
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

    /** An answer that was waited for is written by another thread. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    /** What the server refuses before the filters see the request passes them on its way to the error page. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
