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
import org.lungburden.job.LoggedJob;
import org.springframework.web.filter.OncePerRequestFilter;

/** What is logged while a request for one job is answered carries the job's id. */
class LoggedRequests extends OncePerRequestFilter {
    private static final Pattern JOB =
            Pattern.compile("/v1/jobs/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:/.*)?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (LoggedJob logged = LoggedJob.of(jobOf(request.getRequestURI()))) {
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
}
